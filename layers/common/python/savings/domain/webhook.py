"""Webhooks: who hears which events over HTTPS, where, and what became of each delivery."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from savings.domain import guids
from savings.domain.addresses import is_public
from savings.domain.errors import Checks, Refused
from savings.domain.events import Event
from savings.domain.facts import FACTS

MOST_OF_TENANT: Final = 10
MOST_OF_OPERATOR: Final = 100
LONGEST_URL: Final = 2_048
BOTH_SIGN: Final = timedelta(hours=24)
"""So long does the old key sign beside the new one."""
DELIVERIES_KEPT: Final = timedelta(days=7)
TEST: Final = "webhook.test"
"""The event that a webhook is tried with; it is asked for, and no webhook chooses it."""

_OF_NOBODY: Final = "-"
"""The tenant of the operator's own test events; no tenant has this name."""
_PORTS: Final = frozenset({None, "443", "8443"})
_URL: Final = re.compile(
    r"(?=[\x21-\x7e]+\Z)(?P<scheme>https?)://(?P<user>[^/?#]*@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)"
    r"(:(?P<port>[0-9]{1,5}))?([/?][^#]*)?(?P<fragment>#.*)?"
)
"""Narrower than what URLs may be: what another reader could read otherwise is none here."""
_LABEL: Final = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME: Final = re.compile(rf"(?=.{{1,253}}$)({_LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?")
"""A full name; the last label begins with a letter, for else it may be read as an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A place that hears events: a tenant's own, or with `owner` None one of the operator's.

    `tenants` are those that the operator's hears, and `types` the names of its events: None is all of them. Its key of
    `key_number`, the first one being 1, signs since `rotated_at`. One that fails does so since `failing_since`, and
    rests until `rests_until`. `version` says how often it was changed at somebody's word or disabled.
    """

    id: int
    owner: str | None
    url: str
    made_at: datetime
    tenants: frozenset[str] | None = None
    types: frozenset[str] | None = None
    key_number: int = 1
    rotated_at: datetime | None = None
    disabled_because: str | None = None
    failing_since: datetime | None = None
    rests_until: datetime | None = None
    version: int = 1

    @property
    def guid(self) -> str:
        """The webhook's GUID, which no other has."""
        return guids.webhook_guid(self.owner, self.id)

    @property
    def is_disabled(self) -> bool:
        """Whether nothing is delivered to it until somebody enables it."""
        return self.disabled_because is not None

    @property
    def most(self) -> int:
        """How many webhooks its owner may have."""
        return MOST_OF_OPERATOR if self.owner is None else MOST_OF_TENANT

    def hears(self, tenant: str, name: str) -> bool:
        """Whether it gets a tenant's events of a name, such as `goal.period.closed`."""
        is_of_tenant = (
            tenant == self.owner if self.owner is not None else self.tenants is None or tenant in self.tenants
        )
        return is_of_tenant and (self.types is None or name in self.types) and not self.is_disabled

    def rests(self, now: datetime) -> bool:
        """Whether it is not called for now, since it failed a while ago."""
        return self.rests_until is not None and now < self.rests_until

    def both_sign_until(self, now: datetime) -> datetime | None:
        """Return until when the key before the last one signs as well; None where it does not."""
        until = self.rotated_at + BOTH_SIGN if self.rotated_at else None
        return until if until is not None and now < until else None


class DeliveryOutcome(StrEnum):
    """What became of the delivery of an event to a webhook."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event on its way to one webhook: `attempts` were made, the last one at `last_at`.

    `event` is the event's name, `at` its own instant. `answer` says how the last attempt ended: a status, or a word.
    """

    event_id: str
    event: str
    subject: str
    at: datetime
    outcome: DeliveryOutcome
    attempts: int
    answer: str
    first_at: datetime
    last_at: datetime


def check(webhook: Webhook, *, may_be_near: bool = False) -> None:
    """Raise Refused for all that a webhook cannot be."""
    checks = Checks()
    checks(lambda: check_url(webhook.url, may_be_near=may_be_near))
    if webhook.types is not None:
        if not webhook.types:
            checks.add("types", "required", "Has one at least; without it, it hears all.")
        if unknown := sorted(webhook.types - FACTS.keys()):
            checks.add("types", "unknown_value", f"{', '.join(unknown)}: not the name of an event.")
    checks.done()


def check_url(url: str, *, may_be_near: bool = False) -> None:
    """Raise Refused for a URL that no webhook can have, as far as that can be said without the network.

    One that `may_be_near` may be anywhere, and without TLS: that is for a stack on the caller's own machine.
    """
    if len(url) > LONGEST_URL:
        raise Refused.one("url", "too_long", f"Must have at most {LONGEST_URL:,} characters.")
    parts = _URL.fullmatch(url)
    if parts is None or parts["user"] or parts["fragment"] or not (parts["scheme"] == "https" or may_be_near):
        rule = "Must be an https URL in ASCII, without user and fragment."
        raise Refused.one("url", "invalid_url", rule)
    if not may_be_near and not (parts["port"] in _PORTS and _may_be_public(parts["host"])):
        raise Refused.one("url", "not_public", "Must name a public host, and no port but 443 and 8443.")


def trial(webhook: Webhook, now: datetime) -> Event:
    """Return the event that a webhook is tried with: one a second."""
    tenant = _OF_NOBODY if webhook.owner is None else webhook.owner
    return Event(TEST, tenant, webhook.guid, int(now.timestamp()), now, {"webhook_id": webhook.guid})


def _may_be_public(host: str) -> bool:
    """Whether a host is a public address, or a full name, whose addresses are looked at when it is called."""
    try:
        return is_public(host.strip("[]"))
    except ValueError:
        return bool(_NAME.fullmatch(host.lower()))
