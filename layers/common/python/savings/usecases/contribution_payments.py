"""Publishing planned payments when they fall due: each once, in order, missed ones caught up."""

from dataclasses import replace
from datetime import datetime

from savings.domain.contribution import Planned
from savings.domain.facts import ContributionDue
from savings.store import contributions
from savings.store.table import Table


def publish_due(table: Table, planned: Planned, now: datetime) -> Planned:
    """Write one event for each payment whose date has come, in order, and return the contribution as it is then.

    Each write carries the first instant of its payment's date. Raises ConditionFailed or Contended when another writer
    was first; what was written stays.
    """
    while (due_at := planned.due_at) is not None and due_at <= now and planned.next is not None:
        occurrence, day = planned.next
        fact = ContributionDue(occurrence, day.isoformat())
        planned, write = contributions.save(replace(planned, published_until=day), fact, due_at)
        table.write([write])
    return planned
