"""What must hold at the end, whatever was played: invariants of each goal, and the events that partners heard."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from savings_goals_client import Client
from savings_goals_client.models import Goal

Event = Mapping[str, Any]


def integrity_faults(bank: Client, goal_ids: Iterable[int]) -> Iterator[str]:
    """Yield a sentence for every invariant that does not hold."""
    for goal_id in goal_ids:
        report = bank.goals.check_goal(goal_id)
        for invariant in report.invariants:
            if not invariant.holds:
                yield f"goal {goal_id}: {invariant.name} is {invariant.actual}, not {invariant.expected}"
        if report.holds != all(invariant.holds for invariant in report.invariants):
            yield f"goal {goal_id}: the report contradicts itself"


def event_faults(events: Sequence[Event]) -> Iterator[str]:
    """Yield a sentence for every id that came twice and every gap in the sequence of a subject."""
    for event_id, times in Counter(event["detail"]["id"] for event in events).items():
        if times > 1:
            yield f"the event {event_id} came {times} times"
    sequences = defaultdict(list)
    for event in events:
        sequences[event["detail"]["subject"]].append(int(event["detail"]["sequence"]))
    for subject, found in sequences.items():
        if found != list(range(1, len(found) + 1)):
            yield f"the events of {subject} have the sequence {found}"


def closing_faults(events: Sequence[Event], goals: Iterable[Goal]) -> Iterator[str]:
    """Yield a sentence for every goal whose periods were not each closed once, in order, or whose head differs."""
    for goal in goals:
        own = [event for event in events if event["detail"]["data"].get("goal_number") == goal.id]
        closed = [
            event["detail"]["data"]["period_index"] for event in own if event["detail-type"] == "goal.period.closed"
        ]
        if closed != list(range(len(closed))):
            yield f"goal {goal.id}: its periods were closed in the order {closed}"
        if goal.status in {"completed", "failed"} and len(closed) != goal.periods_count:
            yield f"goal {goal.id}: {len(closed)} of {goal.periods_count} periods were closed"
        if len(own) != goal.sequence:
            yield f"goal {goal.id}: {len(own)} events, but its sequence is {goal.sequence}"
