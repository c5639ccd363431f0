"""Makes the counters of a goal, and of its account, anew from their entries; without --write it only says how.

Exit code 0: all was said, or holds now; 1: something is still broken, or there is no such goal; 2: others kept writing,
run it again.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from operations.table import at, parser
from savings.domain.errors import Busy, NotFound
from savings.domain.goal import Change, Goal
from savings.domain.integrity import Finding
from savings.runtime import Runtime
from savings.usecases.attempt import Attempt, attempts
from savings.usecases.caller import Caller
from savings.usecases.integrity import check_goal
from savings.usecases.rebuild import Rebuilt, rebuild

_OF_GOAL: Final = ("amount", "opening", "current", "taken", "closed_targets")
_OF_ACCOUNT: Final = ("balance", "residual", "savings_goals", "followers", "watchers")

T = TypeVar("T")


def broken(findings: Iterable[Finding]) -> list[str]:
    """Return a line for each invariant that does not hold."""
    return [
        f"broken: {finding.name}: {finding.actual}, and should be {finding.expected}"
        for finding in findings
        if not finding.holds
    ]


def changed(made: Rebuilt) -> Iterator[str]:
    """Yield a line for each figure that a rebuild changes."""
    for change in made.changes:
        yield from _changed(made.goal, change)
    yield from _differing("account", _OF_ACCOUNT, made.before, made.after)


def _changed(goal: Goal, change: Change) -> Iterator[str]:
    if change.period is None:
        yield from _differing("goal", _OF_GOAL, goal, change.goal)
    elif change.restated_from != change.period.amount:
        yield f"period {change.period.index}: amount {change.restated_from} -> {change.period.amount}"
    else:
        yield f"period {change.period.index}: counted -> {change.period.counted}"


def _differing(what: str, names: Iterable[str], before: object, after: object) -> Iterator[str]:
    for name in names:
        was, becomes = _shown(getattr(before, name)), _shown(getattr(after, name))
        if was != becomes:
            yield f"{what}: {name} {was} -> {becomes}"


def _shown(figure: Any) -> Any:
    return sorted(figure) if isinstance(figure, frozenset) else figure


def main(arguments: Sequence[str] | None = None, world: Callable[[str], Runtime] = at) -> int:
    """Run the command and return its exit code; amounts are shown in minor units."""
    options_of = parser(__doc__)
    for name in ("tenant", "customer", "goal"):
        options_of.add_argument(f"--{name}", required=True)
    options_of.add_argument("--account", action="store_true", help="the goal's account as well")
    options_of.add_argument("--write", action="store_true", help="write what it says")
    options = options_of.parse_args(arguments)
    runtime = world(options.table)
    caller = Caller(options.tenant, client_id="", subject="", customer=options.customer)

    def tried(work: Callable[[Attempt], T]) -> T:
        return attempts(runtime, lambda now: work(Attempt(runtime, caller, now, 0)))

    def left() -> list[str]:
        return broken(tried(lambda attempt: check_goal(attempt, options.goal)).findings)

    try:
        for line in left():
            print(line)
        how = {"with_account": options.account, "write": options.write}
        for line in changed(tried(lambda attempt: rebuild(attempt, options.goal, **how))):
            print(line)
        ends = left() if options.write else []
    except NotFound:
        print("there is no such goal")
        return 1
    except Busy:
        print("others kept writing: run it again")
        return 2
    print(*ends or ["all invariants hold" if options.write else "nothing was written: add --write"], sep="\n")
    return 1 if ends else 0


if __name__ == "__main__":
    sys.exit(main())
