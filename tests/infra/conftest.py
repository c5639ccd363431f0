"""The synthesized template, made once: packages are left out, so nothing is installed or compiled for it."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.app import make_app
from tests.infra.template import DOMAIN, ENDPOINT, ON_CALL, PAGER, PARTNER_BUS, SENDER, Synthesize, Template


@pytest.fixture(scope="session")
def synthesize(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synthesize]:
    """Synthesize the app with some settings and give what came of it; a finding of cdk-nag raises."""

    def synthesized(stage: str = "sandbox", **settings: Any) -> Template:
        folder = tmp_path_factory.mktemp("assembly")
        make_app(outdir=str(folder), stage=stage, context={**settings, "aws:cdk:bundling-stacks": []}).synth()
        return Template(folder)

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
        partner_buses={"Bank": {"arn": PARTNER_BUS, "tenants": ["bank"]}},
        partner_endpoints={"Adviser": ENDPOINT},
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
        cors_origins=["https://app.bank.example"],
    )
