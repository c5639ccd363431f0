"""The auditor: proves a few of the goals that run, and their accounts; others in each run.

A run takes the next shard of the due index, in which each open goal is, and of its goals every n-th one. Where a run
begins depends on its number alone: so many runs as there are shards, times n, prove each goal that stays as it is once.
"""

from collections.abc import Callable
from typing import Final

from savings.domain.errors import Busy
from savings.domain.integrity import Finding
from savings.observability import count, logger
from savings.runtime import Runtime
from savings.store import keys
from savings.store.schema import SHARDS
from savings.store.table import Key
from savings.usecases.attempt import Attempt, attempts
from savings.usecases.caller import Caller
from savings.usecases.integrity import Checked, check_goal

GOALS: Final = 25
"""Goals that one run proves at most."""
ENTRIES: Final = 2_000
"""Entries after which the proof of a goal stops at the next page: what depends on all entries is then not checked."""
PAGE: Final = 1_000
PAGES: Final = 20
"""Pages of keys, and keys in each, that a run reads of its shard at most."""
_ALL: Final = "~"


def audit(runtime: Runtime, number: int, *, has_time: Callable[[], bool]) -> int:
    """Do the run of this number: log and count each invariant that is broken; return how many goals were proven.

    The time is looked at before each goal but the first. What cannot be proven is logged and left.
    """
    proven, accounts = 0, set()
    for place, key in enumerate(_sample(runtime, number)):
        if place and not has_time():
            break
        checked = _prove(runtime, key)
        if checked is None:
            continue
        accounts.add((checked.account.tenant, checked.account.household, checked.account.number))
        proven += 1
        count("AuditsCutShort", 0 if checked.is_complete else 1)
        for finding in checked.findings:
            if not finding.holds:
                _report(checked, finding)
    count("AuditedGoals", proven)
    count("AuditedAccounts", len(accounts))
    return proven


def _sample(runtime: Runtime, number: int) -> list[Key]:
    """Return the goals whose turn it is, by their keys."""
    turn, shard = divmod(number, SHARDS)
    found = attempts(runtime, lambda _: _goals_in(runtime, shard))
    parts = -(-len(found) // GOALS) or 1
    return found[turn % parts :: parts]


def _goals_in(runtime: Runtime, shard: int) -> list[Key]:
    found: list[Key] = []
    start = None
    for _ in range(PAGES):
        page = runtime.table.query_due(keys.shard_name(shard), _ALL, limit=PAGE, start_key=start)
        found += [(item["PK"], item["SK"]) for item in page.items if item["SK"].startswith(keys.GOALS)]
        start = page.next_key
        if start is None:
            return found
    logger.info("shard is longer than a run reads", extra={"shard": shard})
    return found


def _prove(runtime: Runtime, key: Key) -> Checked | None:
    """Check a goal until nobody is in the way; None where that does not come about."""
    tenant, customer, goal = keys.read_goal(key)
    caller = Caller(tenant, client_id="", subject="", customer=customer)
    try:
        return attempts(runtime, lambda now: check_goal(Attempt(runtime, caller, now, 0), str(goal), most=ENTRIES))
    except Busy:
        count("AuditsPostponed")
    except Exception:  # noqa: BLE001
        logger.exception("not audited", extra={"goal": key[1]})
        count("AuditFailures")
    return None


def _report(checked: Checked, finding: Finding) -> None:
    goal = checked.goal
    place = {"tenant": goal.tenant, "customer": goal.customer, "goal": goal.id}
    at = {"household": goal.household, "account": goal.account}
    logger.error("invariant broken", extra=place | at | {"number": finding.number, "invariant": finding.name})
    count("InvariantsBroken")
