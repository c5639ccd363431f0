"""The synthesized template, made once: packages are left out, so nothing is installed or compiled for it."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from infra.app import make_app
from tests.infra.template import (
    CERTIFICATE,
    DOMAIN,
    ENDINGS,
    ISSUER,
    KEPT_POOL,
    ON_CALL,
    ORIGIN,
    PAGER,
    PARTNER_BUS,
    RESTORED_STREAM,
    SENDER,
    Synthesize,
    Template,
)


@pytest.fixture(scope="session")
def synthesize(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synthesize]:
    """Synthesize the app with some settings, each choice once in a `run`; a finding of cdk-nag raises."""

    @cache
    def made(stage: str, settings: str, run: int) -> Template:
        folder = tmp_path_factory.mktemp("assembly")
        context = {**json.loads(settings), "aws:cdk:bundling-stacks": []}
        make_app(outdir=str(folder), stage=stage, context=context).synth()
        return Template(folder)

    def synthesized(stage: str = "sandbox", *, run: int = 1, **settings: Any) -> Template:
        return made(stage, json.dumps(settings, sort_keys=True), run)

    with pytest.MonkeyPatch.context() as patch:
        # CDK's own validation takes seconds and fails nothing; cfn-lint does that work in `make check`.
        patch.setenv("CDK_VALIDATION", "false")
        yield synthesized


@pytest.fixture(scope="session")
def template(synthesize: Synthesize) -> Template:
    """The template with every setting at its default."""
    return synthesize()


@pytest.fixture(scope="session")
def full(synthesize: Synthesize) -> Template:
    """The template of a bank that uses all there is to set, with the user pool of the stack."""
    return synthesize(
        partner_buses={
            "Bank": {"arn": PARTNER_BUS, "tenants": ["bank"]},
            "Adviser": {"arn": PARTNER_BUS, "tenants": ["adviser-firm", "bank"], "events": [*ENDINGS]},
        },
        mail_from=SENDER,
        alarm_email=ON_CALL,
        page_email=PAGER,
        memory={"close": 1024},
        log_retention_days=30,
        route_metrics=True,
        tracing=True,
        release="canary",
        domain=DOMAIN,
        warm_throughput={"reads": 20_000, "writes": 8_000},
        cors_origins=[ORIGIN],
        console=True,
    )


@pytest.fixture(scope="session")
def other(synthesize: Synthesize) -> Template:
    """The template of a bank that chooses another value of many settings, and has some resources already."""
    return synthesize(
        oidc_issuer=KEPT_POOL,
        restored_table={"name": "restored", "stream_arn": RESTORED_STREAM},
        mail_from="savings@news.bank.example",
        mail_identity="bank.example",
        domain={"name": DOMAIN["name"], "certificate_arn": CERTIFICATE},
        audit_minutes=1,
        close_concurrency=8,
        publish_concurrency=20,
        notify_concurrency=2,
        deliver_concurrency=3,
        release="linear",
    )


@pytest.fixture(scope="session")
def proving(synthesize: Synthesize) -> Template:
    """The template of a bank whose gateway proves tokens itself, and that reserves nothing of its account."""
    return synthesize(oidc_issuer=ISSUER, audience=["bank-app"], reserve_concurrency=False)
