"""How goals, closed periods and actions are stored.

Attribute names are short since a hot item must stay below 1 KB: beyond it every write costs double.
Members that have their default are left out. Long texts are stored apart, in an item that time and money never touch.
"""

from datetime import UTC, date, datetime
from typing import Any, Final

from savings.domain.actions import Action, Direction
from savings.domain.calendar import Frequency, instant
from savings.domain.goal import ClosedPeriod, Goal, MeasuredBy, Status, Texts, TrackingType
from savings.domain.plan import Target, Targets
from savings.domain.schedule import Schedule
from savings.store import keys
from savings.store.table import Item

HOT_LIMIT: Final = 1024
INLINE_TEXTS: Final = 120
"""Texts of at most this many bytes together are kept in the goal's own item."""

UNREAD: Final = Texts("")
"""Stands for texts that are stored apart and were not read; a write leaves them as they are."""

_NUMBERS: Final = {
    "fd": "finalising_days",
    "ta": "target_amount",
    "pa": "period_amount",
    "sa": "start_amount",
    "bd": "backdated",
    "sy": "synthetic",
    "cl": "closed",
    "ct": "closed_targets",
    "sh": "shift",
    "op": "opening",
    "am": "amount",
    "cu": "current",
    "tk": "taken",
    "ms": "milestone",
    "rm": "reminded",
    "la": "last_action",
}
_FLAGS: Final = {"ar": "archived", "fc": "first_counts"}
_INSTANTS: Final = {"aa": "achieved_at", "fa": "finalises_at"}
_AT_TIMES: Final = ("counted", "shift")
_TEXTS: Final = {"nm": "name", "de": "description", "im": "image_url", "md": "metadata"}


def goal_item(goal: Goal, note: str | None) -> Item:
    """Return the goal's item; `note` is what this write has to publish."""
    key = keys.goal(goal.tenant, goal.customer, goal.id)
    schedule, targets = goal.schedule, goal.targets
    item: dict[str, Any] = {
        "PK": key[0],
        "SK": key[1],
        "hh": goal.household,
        "ac": goal.account,
        "cy": goal.currency,
        "tz": goal.zone,
        "at": _seconds(goal.created_at),
        "by": goal.measured_by.value,
        "tt": goal.tracking_type.value,
        "tg": goal.target.value,
        "fr": goal.schedule.frequency.value,
        "sd": schedule.start.isoformat(),
        "ed": schedule.end.isoformat(),
        "bm": schedule.by_month,
        "tr": _row(targets),
        "st": goal.status.value,
        "version": goal.version,
        "seq": goal.sequence,
    }
    item |= {short: value for short, name in _NUMBERS.items() if (value := getattr(goal, name))}
    item |= {short: _seconds(value) for short, name in _INSTANTS.items() if (value := getattr(goal, name))}
    item |= {short: True for short, name in _FLAGS.items() if getattr(goal, name)}
    if stored_apart(goal.texts):
        item["xt"] = True
    else:
        item |= _text_attributes(goal.texts)
    if (due := goal.due_at) is not None:
        item |= {"due_shard": keys.due_shard(goal.id), "due_at": keys.due_at(instant(due), "goal", goal.id)}
    if note is not None:
        item["note"] = note
    return item


def text_item(goal: Goal) -> Item:
    """Return the item of texts that are stored apart."""
    key = keys.goal_text(goal.tenant, goal.customer, goal.id)
    return {"PK": key[0], "SK": key[1], **_text_attributes(goal.texts)}


def stored_apart(texts: Texts) -> bool:
    """Whether the texts are too long for the goal's own item, or are stored apart already."""
    return texts is UNREAD or sum(len(text.encode()) for text in _text_attributes(texts).values()) > INLINE_TEXTS


def read_goal(item: Item, text: Item | None = None) -> Goal:
    """Return the goal; its texts are UNREAD where they are stored apart and `text` is not given."""
    _, tenant, _, customer = item["PK"].split("#")
    total, count, each, *rest = item["tr"]
    source = (text or None) if item.get("xt") else item
    values: dict[str, Any] = {name: item.get(short, 0) for short, name in _NUMBERS.items()}
    values |= {name: item.get(short, False) for short, name in _FLAGS.items()}
    values |= {name: _instant(item[short]) if short in item else None for short, name in _INSTANTS.items()}
    return Goal(
        id=int(item["SK"].removeprefix("GOAL#")),
        tenant=tenant,
        customer=customer,
        household=item["hh"],
        account=item["ac"],
        currency=item["cy"],
        zone=item["tz"],
        created_at=_instant(item["at"]),
        measured_by=MeasuredBy(item["by"]),
        tracking_type=TrackingType(item["tt"]),
        target=Target(item["tg"]),
        schedule=Schedule(
            Frequency(item["fr"]), date.fromisoformat(item["sd"]), date.fromisoformat(item["ed"]), item["bm"]
        ),
        targets=Targets(total, count, None if each < 0 else each, *rest),
        texts=UNREAD if source is None else read_texts(source),
        status=Status(item["st"]),
        version=item["version"],
        sequence=item["seq"],
        **values,
    )


def period_item(goal: Goal, period: ClosedPeriod) -> Item:
    """Return a closed period's item: only its own figures, so that no later write has to touch it."""
    key = keys.period(goal.tenant, goal.customer, goal.id, period.index)
    item = {
        "PK": key[0],
        "SK": key[1],
        "target": period.target,
        "amount": period.amount,
        "first_amount": period.first_amount,
        "follows": period.base,
    }
    return item | {name: value for name in _AT_TIMES if (value := getattr(period, name))}


def read_period(item: Item) -> ClosedPeriod:
    """Return a closed period."""
    index = int(item["SK"].rpartition("#")[2])
    figures = [item[name] for name in ("target", "amount", "first_amount", "follows")]
    return ClosedPeriod(index, *figures, **{name: item.get(name, 0) for name in _AT_TIMES})


def action_item(goal: Goal, action: Action) -> Item:
    """Return an action's item."""
    key = keys.action(goal.tenant, goal.customer, goal.id, action.number)
    item = {
        "PK": key[0],
        "SK": key[1],
        "amount": action.amount,
        "direction": action.direction.value,
        "at": _seconds(action.created_at),
        "version": action.version,
    }
    item |= {"period": action.period} if action.period is not None else {}
    return item | {"transaction": action.transaction} if action.transaction is not None else item


def read_action(item: Item) -> Action:
    """Return an action."""
    return Action(
        number=int(item["SK"].rpartition("#")[2]),
        amount=item["amount"],
        direction=Direction(item["direction"]),
        period=item.get("period"),
        created_at=_instant(item["at"]),
        version=item["version"],
        transaction=item.get("transaction"),
    )


def _row(targets: Targets) -> list[int]:
    row = [targets.total, targets.count, -1 if targets.each is None else targets.each, targets.first]
    return [*row, targets.lead] if targets.lead else row


def _text_attributes(texts: Texts) -> dict[str, str]:
    return {short: value for short, name in _TEXTS.items() if (value := getattr(texts, name)) is not None}


def read_texts(item: Item) -> Texts:
    """Return what people wrote, from the goal's own item or the one that is stored apart."""
    return Texts(item["nm"], item.get("de"), item.get("im"), item.get("md"))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
