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
TEXT: Final = "#TEXT"
INLINE_TEXTS: Final = 120
"""Texts of at most this many bytes together are kept in the goal's own item."""

UNREAD: Final = Texts("")
"""Stands for texts that are stored apart and were not read; a write does not touch them."""

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
_NO_TEXTS: Final = dict.fromkeys(_TEXTS)


def goal_item(goal: Goal, note: str | None) -> Item:
    """Return the goal's item; `note` is what this write has to publish."""
    schedule, due = goal.schedule, goal.due_at
    return keys.item(
        keys.goal(goal.tenant, goal.customer, goal.id),
        hh=goal.household,
        ac=goal.account,
        cy=goal.currency,
        tz=goal.zone,
        at=_seconds(goal.created_at),
        by=goal.measured_by.value,
        tt=goal.tracking_type.value,
        tg=goal.target.value,
        fr=schedule.frequency.value,
        sd=schedule.start.isoformat(),
        ed=schedule.end.isoformat(),
        bm=schedule.by_month,
        tr=_row(goal.targets),
        st=goal.status.value,
        version=goal.version,
        seq=goal.sequence,
        **{short: getattr(goal, name) or None for short, name in (_NUMBERS | _FLAGS).items()},
        **{short: _seconds(value) if (value := getattr(goal, name)) else None for short, name in _INSTANTS.items()},
        **({"xt": True, **_NO_TEXTS} if stored_apart(goal.texts) else {"xt": None, **_text_attributes(goal.texts)}),
        **keys.due(instant(due) if due else None, "goal", goal.id),
        note=note,
    )


def text_item(goal: Goal) -> Item:
    """Return the item of texts that are stored apart."""
    key = keys.goal_text(goal.tenant, goal.customer, goal.id)
    return keys.item(key, **_text_attributes(goal.texts))


def stored_apart(texts: Texts) -> bool:
    """Whether the texts are too long for the goal's own item, or are stored apart already."""
    return (
        texts is UNREAD or sum(len((text or "").encode()) for text in _text_attributes(texts).values()) > INLINE_TEXTS
    )


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
    return keys.item(
        keys.period(goal.tenant, goal.customer, goal.id, period.index),
        target=period.target,
        amount=period.amount,
        first_amount=period.first_amount,
        follows=period.base,
        **{name: getattr(period, name) or None for name in _AT_TIMES},
    )


def read_period(item: Item) -> ClosedPeriod:
    """Return a closed period."""
    index = int(item["SK"].rpartition("#")[2])
    figures = [item[name] for name in ("target", "amount", "first_amount", "follows")]
    return ClosedPeriod(index, *figures, **{name: item.get(name, 0) for name in _AT_TIMES})


def action_item(goal: Goal, action: Action) -> Item:
    """Return an action's item."""
    return keys.item(
        keys.action(goal.tenant, goal.customer, goal.id, action.number),
        amount=action.amount,
        direction=action.direction.value,
        at=_seconds(action.created_at),
        version=action.version,
        period=action.period,
        transaction=action.transaction,
    )


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


def _text_attributes(texts: Texts) -> dict[str, str | None]:
    return {short: getattr(texts, name) for short, name in _TEXTS.items()}


def read_texts(item: Item) -> Texts:
    """Return what people wrote, from the goal's own item or the one that is stored apart."""
    return Texts(item["nm"], item.get("de"), item.get("im"), item.get("md"))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
