"""Synthesizes the stack into `cdk.out` (or `CDK_OUTDIR`); a finding of cdk-nag fails it."""

import json
import os
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks

from infra.components.bundle import ROOT
from infra.settings import Settings
from infra.stack import SavingsGoals

STACK = "SavingsGoals"


def make_app(*, outdir: str, context: Mapping[str, Any] | None = None) -> cdk.App:
    """Build the app with the context of `cdk.json`, some of it replaced by `context`.

    The file is read here because only CDK's command line would do so otherwise: its feature flags decide what is made.
    """
    declared = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    app = cdk.App(outdir=outdir, context={**declared, **(context or {})})
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    SavingsGoals(app, STACK, Settings.from_context(app.node.try_get_context("settings")))
    return app


if __name__ == "__main__":
    make_app(outdir=os.environ.get("CDK_OUTDIR", str(ROOT / "cdk.out"))).synth()
