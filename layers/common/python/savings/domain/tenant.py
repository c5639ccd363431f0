"""Tenants: the firms that call, what holds for their households where a request says nothing, and their caps.

Every start of a function loads this; the rules for what they may be are with who writes them (usecases/tenants).
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a tenant: defaults for its households, and caps. None is no default, and no cap.

    `open_goals` is for each customer, `households` for the tenant.
    """

    zone: str | None = None
    currency: str | None = None
    finalising_days: int | None = None
    open_goals: int | None = None
    households: int | None = None


NO_TERMS: Final = Terms()


@dataclass(frozen=True, slots=True)
class Tenant:
    """A firm that calls, with its client apps; `version` says how often it was stored."""

    name: str
    terms: Terms = NO_TERMS
    clients: frozenset[str] = frozenset()
    is_suspended: bool = False
    version: int = 0
