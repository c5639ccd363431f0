"""How accounts, what is written about them and the access to them are stored."""

from datetime import UTC, date, datetime
from typing import Any

from savings.domain.account import Account, AccountKind, Details, Performance
from savings.domain.calendar import instant
from savings.store import keys
from savings.store.table import Item


def account_item(account: Account, note: str) -> Item:
    """Return the account's hot item."""
    return keys.item(
        keys.account(account.tenant, account.household, account.number),
        owned_by=account.owner,
        kind=account.kind.value,
        savings_type=account.savings_type,
        is_default=account.is_default,
        currency=account.currency,
        balance=account.balance,
        residual=account.residual,
        value_date=account.value_date.isoformat(),
        at=int(account.created_at.timestamp()),
        savings_goals=account.savings_goals,
        contributions=account.contributions,
        seq=account.sequence,
        note=note,
        joint_owner=account.joint_owner,
        minimum_balance=account.minimum_balance,
        external_id=account.external_id,
        performance=performance_facts(account.performance) if account.performance else None,
        counts_goals=account.counts_goals or None,
    )


def is_open(item: Item | None) -> bool:
    """Whether there is an account that was not closed."""
    return item is not None and "closed" not in item


def read_account(item: Item) -> Account:
    """Return the account."""
    _, tenant, _, household = item["PK"].split("#")
    return Account(
        number=int(item["SK"].removeprefix("ACCOUNT#")),
        tenant=tenant,
        household=household,
        owner=item["owned_by"],
        joint_owner=item.get("joint_owner"),
        kind=AccountKind(item["kind"]),
        savings_type=item["savings_type"],
        is_default=item["is_default"],
        currency=item["currency"],
        balance=item["balance"],
        residual=item["residual"],
        minimum_balance=item.get("minimum_balance"),
        value_date=date.fromisoformat(item["value_date"]),
        created_at=datetime.fromtimestamp(item["at"], UTC),
        savings_goals=item["savings_goals"],
        followers=frozenset(item.get("followers", ())),
        watchers=frozenset(item.get("watchers", ())),
        contributions=item["contributions"],
        uses=item.get("uses", 0),
        counts_goals=item.get("counts_goals", False),
        external_id=item.get("external_id"),
        performance=_read_performance(item["performance"]) if "performance" in item else None,
        sequence=item["seq"],
    )


def details_item(account: Account, details: Details) -> Item:
    """Return the item of what the household wrote about the account."""
    return keys.item(
        keys.account_details(account.tenant, account.household, account.number),
        description=details.description,
        dependant=details.dependant,
        extras=details.extras,
        joint_owner_as_sent=details.joint_owner_as_sent,
        risk_event=details.risk_event,
    )


def entry_item(
    account: Account,
    amount: int,
    settled_at: datetime,
    number: int,
    counted_by: frozenset[str] = frozenset(),
    undone_at: datetime | None = None,
) -> Item:
    """Return the item of a movement: the signed amount, who owns the account, and the goals that counted it.

    `undone_at` stands on the entry of a reversal: the instant by which goals counted what it undoes. `number` is its
    transaction's, of which many settle at one instant, or that of the change which it adjusts.
    """
    return keys.item(
        keys.entry(account.tenant, account.household, account.number, instant(settled_at), number),
        amount=amount,
        owned_by=account.owner,
        counted_by=set(counted_by) or None,
        undone_at=instant(undone_at) if undone_at else None,
    )


def performance_facts(performance: Performance) -> dict[str, Any]:
    """Return what is kept of a Performance account's parts."""
    facts: dict[str, Any] = {
        "liquid": performance.liquid,
        "performance": performance.performance,
        "percent": performance.percent,
        "acquisition_cost": performance.acquisition_cost,
    }
    for name, moment in (("valued_from", performance.valued_from), ("valued_at", performance.valued_at)):
        if moment is not None:
            facts[name] = int(moment.timestamp())
    return facts


def _read_performance(facts: dict[str, Any]) -> Performance:
    def moment(name: str) -> datetime | None:
        return datetime.fromtimestamp(facts[name], UTC) if name in facts else None

    parts = facts["liquid"], facts["performance"], facts["percent"], facts["acquisition_cost"]
    return Performance(*parts, moment("valued_from"), moment("valued_at"))


def read_details(item: Item) -> Details:
    """Return what the household wrote about an account."""
    return Details(
        item["description"],
        item.get("dependant"),
        item.get("extras"),
        item.get("joint_owner_as_sent"),
        item.get("risk_event"),
    )
