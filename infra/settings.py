"""What an operator may choose: a file for each stage, and single values of it replaced on the command line."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from contract.cors import ORIGIN
from savings.domain.events import SOURCE

STAGES: Final = Path(__file__).with_name("stages")
SCHEMAS: Final = Path(__file__).parents[1] / "docs" / "events" / "schemas"
"""The published schemas: a file for each event and version."""

_USER_POOLS: Final = "https://cognito-idp."

Name = Annotated[str, Field(min_length=1, max_length=100)]
_PATTERN: Final = 2_048
"""Characters of a rule's pattern that EventBridge takes, at most."""


class Throttle(BaseModel):
    """Requests a second in the long run, and at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: Annotated[float, Field(gt=0)]
    burst: Annotated[int, Field(gt=0)]


class Memory(BaseModel):
    """Memory of each function in MB; AWS Lambda gives processor time in proportion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    http: Annotated[int, Field(ge=128, le=10_240)] = 512
    authorize: Annotated[int, Field(ge=128, le=10_240)] = 512
    console: Annotated[int, Field(ge=128, le=10_240)] = 256
    enqueue: Annotated[int, Field(ge=128, le=10_240)] = 256
    close: Annotated[int, Field(ge=128, le=10_240)] = 512
    publish: Annotated[int, Field(ge=128, le=10_240)] = 256
    notify: Annotated[int, Field(ge=128, le=10_240)] = 512
    deliver: Annotated[int, Field(ge=128, le=10_240)] = 512
    audit: Annotated[int, Field(ge=128, le=10_240)] = 256


class PartnerBus(BaseModel):
    """A partner with an event bus on AWS, and what it gets there: the events of its tenants, all or some names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    arn: Annotated[str, Field(pattern=r"^arn:[^:]+:events:[^:]+:[^:]+:event-bus/.+$")]
    tenants: Annotated[tuple[Name, ...], Field(min_length=1)]
    events: tuple[Name, ...] = ()
    """Names of events; without any, all."""

    @property
    def heard(self) -> dict[str, Any]:
        """The pattern of its rule."""
        named = {"detail-type": list(self.events)} if self.events else {}
        return {"source": [SOURCE], **named, "detail": {"tenantid": list(self.tenants)}}

    @field_validator("events")
    @classmethod
    def _are_published(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        published = {file.name.partition(".v")[0] for file in SCHEMAS.glob("*.json")}
        if unknown := set(names) - published:
            raise ValueError(f"no event is called {', '.join(sorted(unknown))}: docs/events.md has their names")
        return names

    @model_validator(mode="after")
    def _fits_into_a_rule(self) -> Self:
        length = len(json.dumps(self.heard, separators=(",", ":")))
        if length > _PATTERN:
            raise ValueError(f"tenants and events make a pattern of {length} characters; EventBridge takes {_PATTERN}")
        return self


class RestoredTable(BaseModel):
    """A table beside that of the data stack, of the same account and region, and its stream."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{3,255}$")]
    stream_arn: Annotated[str, Field(pattern=r"^arn:[^:]+:dynamodb:[^:]+:[^:]+:table/.+/stream/.+$")]


class Domain(BaseModel):
    """A name of the bank's own for the API, and the certificate for it in AWS Certificate Manager, of the region.

    With a trust store, callers need a certificate that an authority in it has signed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]
    certificate_arn: Annotated[str, Field(pattern=r"^arn:[^:]+:acm:[^:]+:[^:]+:certificate/.+$")]
    truststore: Annotated[str, Field(pattern=r"^s3://[a-z0-9.-]+/.+$")] | None = None
    truststore_version: Annotated[str, Field(min_length=1, max_length=1024)] | None = None


class WarmThroughput(BaseModel):
    """What table and index take at once, in request units a second; a new table takes the least that stands here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reads: Annotated[int, Field(ge=12_000)] = 12_000
    writes: Annotated[int, Field(ge=4_000)] = 4_000


class Settings(BaseModel):
    """The choices of one deployment. Every one has a default that is fit for production."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stage: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,19}$")] = "dev"
    """Which of the account's deployments this is: part of the names of stack, metrics and dashboards."""
    keeps_data: bool = True
    """Whether table, user pool and data stack are protected, and all of that stack stays when it is deleted."""
    is_live: bool = False
    """Whether customers save here: what is then missing stops the synthesis."""
    oidc_issuer: Annotated[str, Field(pattern=r"^https://[^\s]+$")] | None = None
    """The issuer whose tokens are trusted; without it the stack has a Cognito user pool of its own."""
    audience: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    """The only accepted `aud` or `client_id` of a token, which the gateway checks; without, every client of a pool."""
    cors_origins: tuple[Annotated[str, Field(pattern=ORIGIN)], ...] = ()
    """Origins whose pages may call the API from a browser, `*` for all; without any, no page of another origin may."""
    console: bool = False
    """Whether the API's own address has the console, for the savers of the stage's user pool."""
    domain: Domain | None = None
    """The name that callers call; the API then has no other address."""
    partner_buses: dict[Name, PartnerBus] = {}
    """Partners, by a name for each, that get their events on a bus of their own."""
    mail_from: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    """The address that customers' e-mail comes from; without it they are notified in the inbox only."""
    mail_identity: Annotated[str, Field(pattern=r"^[^\s]+$")] | None = None
    """The verified identity of SES that `mail_from` is of; without it the stage makes one of its domain."""
    alarm_email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    """Who is notified of alarms; without it their topics have no subscriber."""
    page_email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    """Who is notified of those that wake a person, in the place of `alarm_email`."""
    log_retention_days: Literal[7, 30, 90, 180, 365, 731, 1827] = 90
    archive_days: Annotated[int, Field(ge=1)] = 365
    """How long the bus keeps events for a replay."""
    memory: Memory = Memory()
    reads: Throttle = Throttle(rate=200, burst=400)
    """Limit of each reading route."""
    writes: Throttle = Throttle(rate=100, burst=200)
    """Limit of each writing route."""
    table_transport: Literal["direct", "boto3"] = "direct"
    """How functions call DynamoDB: by the product's own signed requests, or by the SDK, which is slower."""
    warm_throughput: WarmThroughput | None = None
    """What the table is made ready for before it has grown to it."""
    close_concurrency: Annotated[int, Field(ge=2, le=64)] = 64
    """How many closing workers run at once, at most; there are 64 shards."""
    publish_concurrency: Annotated[int, Field(ge=1, le=1_000)] = 160
    """How many publishers run at once, at most: four for each shard of the table's stream."""
    notify_concurrency: Annotated[int, Field(ge=2, le=1_000)] = 4
    """How many notifiers run at once, at most."""
    deliver_concurrency: Annotated[int, Field(ge=2, le=1_000)] = 10
    """How many deliverers run at once, at most; each calls up to ten webhooks side by side."""
    audit_minutes: Annotated[int, Field(ge=1, le=1_440)] = 15
    """How often some of the goals and accounts are proven."""
    reserve_concurrency: bool = True
    """Whether these are set apart from what the account may run at once, so that no work of time starves a caller."""
    route_metrics: bool = False
    """Whether the API counts and times each route by itself; as a whole it always does."""
    tracing: bool = False
    """Whether the functions are traced by X-Ray."""
    release: Literal["at_once", "canary", "linear"] = "at_once"
    """How a new version takes over: at once; a tenth for 15 minutes; or a tenth more every three minutes."""
    restored_table: RestoredTable | None = None
    """A table that the service uses in place of the data stack's: what a restore has made."""
    architecture: Literal["arm64", "x86_64"] = "arm64"
    python: Literal["3.11", "3.12", "3.13"] = "3.13"
    """The Python that the packages are made for. AWS runs 3.13; an emulator runs its host's."""

    @property
    def name(self) -> str:
        """What the stage's one table, bus and archive are called, and what other names begin with."""
        return f"savings-goals-{self.stage}"

    @property
    def path(self) -> str:
        """What the names of log groups and parameters begin with."""
        return f"/savings-goals/{self.stage}"

    @model_validator(mode="after")
    def _an_issuer_needs_its_audience(self) -> Self:
        if self.oidc_issuer and not self.oidc_issuer.startswith(_USER_POOLS) and not self.audience:
            raise ValueError("oidc_issuer needs audience, but for a user pool: the gateway proves the issuer's tokens")
        return self

    @model_validator(mode="after")
    def _a_console_needs_the_stages_pool(self) -> Self:
        if self.console and self.oidc_issuer:
            raise ValueError("console is for the stage's own user pool: docs/console.md has it for an oidc_issuer")
        return self

    @model_validator(mode="after")
    def _somebody_hears_of_live_alarms(self) -> Self:
        if self.is_live and not self.alarm_email:
            raise ValueError("a live stage needs alarm_email: nobody would hear of its alarms")
        return self

    @model_validator(mode="after")
    def _an_identity_needs_its_sender(self) -> Self:
        if self.mail_identity and not (self.mail_from or "").endswith(self.mail_identity):
            raise ValueError("mail_identity must be the end of mail_from: its address, its domain or one above that")
        return self

    @classmethod
    def of_stage(cls, stage: str, chosen: Mapping[str, Any]) -> Self:
        """Return the settings of a stage with single values replaced.

        `chosen` has them by name, one in a table as `memory.close`, lists and tables as JSON.
        Raises ValueError for a stage without a file, `pydantic.ValidationError` naming each unknown or wrong setting.
        """
        file = STAGES / f"{stage}.toml"
        if not file.is_file():
            raise ValueError(f"there is no stage {stage!r}, but {sorted(one.stem for one in STAGES.glob('*.toml'))}")
        values: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        for name, value in chosen.items():
            *tables, last = name.split(".")
            place = values
            for table in tables:
                place = place.setdefault(table, {})
            place[last] = _read(value)
        return cls.model_validate({**values, "stage": stage})


def _read(value: Any) -> Any:
    """Read a list or a table that is written as JSON; single values are read by the setting that they are for."""
    return json.loads(value) if isinstance(value, str) and value.startswith(("[", "{")) else value
