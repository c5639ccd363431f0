"""Reminding: a look at the goals of a customer who asked for reminders, every morning."""

from datetime import datetime

from savings.domain.goal import OPEN
from savings.domain.reminder import remind, wakes_at
from savings.observability import count, logger
from savings.runtime import Runtime
from savings.store import goals, notifications
from savings.store.table import Item
from savings.usecases.goal_periods import close_due


def remind_customer(runtime: Runtime, item: Item, now: datetime) -> None:
    """Publish the reminders that are due on the customer's goals, and say when to look again.

    `item` holds the customer's preferences. Raises ConditionFailed or Contended when another writer was first; what was
    published stays, and is not published again.
    """
    _, tenant, _, customer = item["PK"].split("#")
    preferences = notifications.read_preferences(item)
    days = preferences.reminder_days
    if days is None:
        return
    found = goals.load_all(runtime.table, tenant, customer, consistent=True)
    current = [close_due(runtime.table, goal, now) for goal in found if goal.status in OPEN]
    for goal in current:
        change = remind(goal, days, now)
        if change is None:
            continue
        runtime.table.write(goals.save(change))
        if not change.facts:
            logger.warning("reminder skipped", extra={"goal": goal.id, "was_due": change.at.isoformat()})
            count("RemindersSkipped")
    wake = wakes_at(current, days, item["zone"], now)
    runtime.table.write([notifications.look_again(tenant, customer, preferences, wake)])
