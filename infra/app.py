"""Synthesizes the two stacks of a stage (`STAGE`) into `cdk.out` (or `CDK_OUTDIR`); a finding of cdk-nag fails it."""

import json
import os
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from infra.components.bundle import ROOT
from infra.data import DataStack
from infra.service import ServiceStack
from infra.settings import Settings

DATA, SERVICE = "Data", "Service"
"""What the two stacks are called on the command line."""


def make_app(*, outdir: str, stage: str, context: Mapping[str, Any] | None = None) -> cdk.App:
    """Build the app of a stage, with the context of `cdk.json` and what the command line (`-c`) or `context` add to it.

    Names in the context that are not CDK's own are settings. The file is read here because only CDK's command line
    would do so otherwise: its feature flags decide what is made.
    """
    declared = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    app = cdk.App(outdir=outdir, context={**declared, **(context or {})})
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    given: dict[str, Any] = app.node.get_all_context()
    settings = Settings.of_stage(stage, {name: value for name, value in given.items() if not _is_of_cdk(name)})
    # The order of deployment; they share names alone, so that either can be made anew without the other.
    ServiceStack(app, SERVICE, settings).add_stack_dependency(DataStack(app, DATA, settings))
    cdk.Tags.of(app).add("product", "savings-goals")
    cdk.Tags.of(app).add("stage", stage)
    return app


def _is_of_cdk(name: str) -> bool:
    return "@" in name or ":" in name


if __name__ == "__main__":
    make_app(outdir=os.environ.get("CDK_OUTDIR", str(ROOT / "cdk.out")), stage=os.environ.get("STAGE", "dev")).synth()
