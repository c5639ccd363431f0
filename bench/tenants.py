"""What tenants cost by themselves in a month: `python -m bench.tenants`.

Each has one backend, which takes a token an hour and calls ten routes with it. Nothing of a template and no variable
grows with them (tests/infra/test_api.py).
"""

from typing import Final

from bench.figures import Table
from bench.prices import FULL_PROCESSOR, PLATFORM_LOG, PRICES, SEEN
from infra.settings import Memory
from savings.domain.tenant import Tenant
from savings.store import tenants

COUNTS: Final = (1, 50, 500)
HOURS: Final = 730
ROUTES_CALLED: Final = 10
PROVING: Final = 0.0005
"""Seconds on one whole processor in which a token is proven, with what an invocation takes besides."""
_MILLION: Final = 1_000_000
_ID: Final = "x" * 26


def stored() -> int:
    """Return the bytes of the items of a tenant with one client, no defaults and no caps: of names and of values."""
    firm = Tenant("a-bank-of-some-name", clients=frozenset({_ID}), version=1)
    items = [write.arguments["Item"] for write in tenants.save(firm, None)]
    return sum(len(name) + len("".join(*one.values())) for item in items for name, one in item.items())


def of_invocation() -> float:
    """Return the dollars of a million invocations of the authorizer."""
    memory = Memory().authorize
    seconds = PROVING * FULL_PROCESSOR / memory
    work = seconds * memory / 1024 * PRICES["function, million GB-seconds on arm64"]
    return PRICES["function, million calls"] + work + PLATFORM_LOG * _MILLION / 1e9 * PRICES["log, GB"]


def month(count: int) -> tuple[str, ...]:
    """Return what so many tenants need in a month, as a row."""
    tokens = count * HOURS
    invocations = tokens * ROUTES_CALLED
    clients = count * PRICES["client app, month"]
    return (
        str(count),
        f"{count * stored() / 1000:,.1f}",
        f"{invocations:,}",
        f"{invocations / _MILLION * of_invocation():,.2f}",
        f"{clients:,.0f}",
        f"{tokens / 1000 * PRICES['token of a client app, thousand']:,.2f}",
    )


def report() -> Table:
    """Return the table."""
    heads = ("tenants", "items, KB", "calls of the authorizer", "for them, $", "app clients, $", "tokens, $")
    return Table(heads, [month(count) for count in COUNTS])


if __name__ == "__main__":
    print(report().text(), f"Dollars a month: {SEEN}.", sep="\n")
