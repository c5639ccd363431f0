"""What if: whatever is changed, the past stays, the targets sum and the goal is whole."""

from datetime import timedelta

from hypothesis import given, reject
from hypothesis import strategies as st

from savings.domain.errors import Refused
from savings.domain.goal import Change, Status, as_of
from savings.domain.integrity import Tally, check
from savings.domain.progress import periods
from savings.domain.what_if import Changes, what_if
from tests.property.drawn import amounts, creations


@given(creations(), st.integers(0, 500), st.data())
def test_a_changed_goal_keeps_its_past_and_sums_to_its_target(created: Change, days: int, data: st.DataObject) -> None:
    now = created.at + timedelta(days=days)
    goal, stored = as_of(created.goal, now)
    today = goal.today(now)
    last = max(goal.closed, goal.period_count - 1)
    changes = Changes(
        data.draw(st.none() | amounts),
        data.draw(st.none() | st.integers(-3, 800).map(lambda more: today + timedelta(days=more))),
        data.draw(st.frozensets(st.integers(goal.closed, last), max_size=5)),
        data.draw(st.just(0) | st.integers(-100, 10**6)),
    )
    try:
        changed = what_if(goal, changes, now)
    except Refused as refusal:
        if not refusal.errors:
            raise
        reject()
    assert goal.status in {Status.UNSTARTED, Status.ACTIVE}
    assert changed.amount == goal.amount + changes.one_off
    before, after = list(periods(goal, stored)), list(periods(changed, stored))
    assert after[: goal.closed] == before[: goal.closed]
    assert {after[index].target for index in changes.skipped_periods} <= {0}
    planned = max(0, changed.target_amount - changed.start_amount)
    assert changed.shift + sum(view.target for view in after) == planned
    entries = {"amount_is_the_sum_of_its_entries", "period_amounts_are_the_sums_of_their_entries"}
    broken = {finding.name for finding in check(changed, stored, Tally()) if not finding.holds}
    assert broken <= entries, "a one-off has no entry, and nothing else may be wrong"
