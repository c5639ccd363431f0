"""The kinds of files: the columns of each, what a row must keep, and how it is made."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, get_args

from savings_cli.importing import columns as cells
from savings_cli.importing.columns import Check, Column, Flaw, Flawed, Values
from savings_cli.importing.known import EXTERNAL_ID, Known
from savings_cli.session import members
from savings_goals_client import models

Make = Callable[[Known, Values, str], Awaitable[str]]
"""Makes what a row says, for a customer and under a key; returns its id. Raises Flawed and SavingsGoalsError.

What bears the row's external id already is not made again.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file."""

    name: str
    columns: Sequence[Column]
    check: Check
    make: Make
    of_members: Mapping[str, str] = field(default_factory=dict)
    """The column that a member of a request comes from, where it is called otherwise."""


def _check_account(_: Values) -> Iterator[Flaw]:
    return iter(())


async def _make_account(known: Known, values: Values, key: str) -> str:
    external_id = values["external_id"]
    if there := await known.find_account(external_id):
        return there.id
    home = await known.home()
    if values["currency"] != home.currency:
        raise Flawed(Flaw("currency", "currency_mismatch", f"Must be the household's currency, {home.currency}."))
    account = (await known.savings()).get(external_id)
    if account is None:
        body = members(
            ClientGUID=known.customer,
            SavingsDescription=values["name"],
            SavingsType=values.get("type", _SAVINGS_ACCOUNT),
            Value=values.get("balance", Decimal(0)),
            ValueDate=values["balance_date"],
            MinimumBalance=values.get("minimum_balance"),
            JointOwnerClientGUID=values.get("joint_owner"),
            BackOfficeID=external_id,
        )
        made = await known.hers.households.create_saving(home.household_guid, body, idempotency_key=key)
        account = made.data.savings_guid
    named = {"account": {"externalId": external_id}}
    await known.hers.ledger.change_account(account, named, idempotency_key=f"{key}-named")
    return account


_SAVINGS_ACCOUNT: Final = 2

_FIGURES: Final = ("target_amount", "recurrent_amount", "target_date")
_FORMS: Final = {
    "plan": ("recurrent_amount", "target_date"),
    "periods": (
        "tracking_type", "frequency", "target", "period_amount", "start_amount", "start_date", "end_date",
        "completed_backdated_periods", "description", "image_url",
    ),
}  # fmt: skip
"""The columns that only one form of goal has."""


def _check_goal(values: Values) -> Iterator[Flaw]:
    form = values.get("form")
    for other, own in _FORMS.items():
        if form and other != form:
            wrong = [name for name in own if name in values]
            yield from (Flaw(name, "wrong_form", f"Is not taken with the form {form}.") for name in wrong)
    if form == "plan" and sum(name in values for name in _FIGURES) < 2:
        yield Flaw("target_amount", "incomplete_plan", f"Two of {', '.join(_FIGURES)} are needed.")
    if form == "periods":
        missing = [name for name in ("tracking_type", "frequency", "target") if name not in values]
        yield from (Flaw(name, "required", "Is required with the form periods.") for name in missing)


async def _make_goal(known: Known, values: Values, key: str) -> str:
    external_id = values["external_id"]
    if there := (await known.goals()).get(external_id):
        return str(there)
    account = await known.account("account", values["account"], values["currency"])
    metadata = {EXTERNAL_ID: external_id}
    body: dict[str, Any] = {"name": values["name"], "account_id": account}
    if values["form"] == "periods":
        taken = {name: _sent(values.get(name)) for name in (*_FORMS["periods"], "target_amount")}
        goal = await known.hers.goals.create_goal(
            {**body, **members(**taken), "metadata": metadata}, idempotency_key=key
        )
        return str(goal.id)
    figures = {name: values.get(name) for name in _FIGURES}
    money = {"currency": values["currency"]}
    plan = {name: {"value": _sent(one), **money} if isinstance(one, Decimal) else one for name, one in figures.items()}
    made = await known.hers.savings_goals.create_savings_goal({**body, **members(**plan)}, idempotency_key=key)
    await known.hers.goals.update_goal(made.data.id, {"metadata": metadata}, idempotency_key=f"{key}-named")
    return made.data.id


_SIDES: Final = {"Deposit": ("to",), "Withdrawal": ("from",), "Internal": ("from", "to")}


def _check_transaction(values: Values) -> Iterator[Flaw]:
    if "amount" in values and values["amount"] <= 0:
        yield Flaw("amount", "too_small", "Must be more than 0.")
    if "type" not in values:
        return
    for side in ("from", "to"):
        account, goal = f"{side}_account", f"{side}_goal"
        if side not in _SIDES[values["type"]]:
            wrong = [name for name in (account, goal) if name in values]
            yield from (Flaw(name, "wrong_side", f"Is not taken with the type {values['type']}.") for name in wrong)
        elif account not in values:
            yield Flaw(account, "missing_side", f"Is required with the type {values['type']}.")


async def _make_transaction(known: Known, values: Values, key: str) -> str:
    body: dict[str, object] = {
        "type": values["type"],
        "externalId": values["external_id"],
        "userId": known.customer,
        "amountCents": cells.minor(values["amount"], values["currency"]),
        **members(requestedAt=values.get("requested_at"), settledAt=values.get("settled_at")),
    }
    for side in _SIDES[values["type"]]:
        account, goal = f"{side}_account", f"{side}_goal"
        body[f"{side}AccountId"] = await known.account(account, values[account], values["currency"])
        if goal in values:
            body[f"{side}DreamId"] = await known.goal(goal, values[goal])
    made = await known.hers.ledger.report_transaction({"transaction": body}, idempotency_key=key)
    return made.transaction.id


def _sent(value: object) -> object:
    """Return an amount as these families have it."""
    return format(value, "f") if isinstance(value, Decimal) else value


def _columns(external_id: Callable[[str], str], *own: Column) -> tuple[Column, ...]:
    return Column("external_id", external_id, is_needed=True), Column("customer", cells.guid, is_needed=True), *own


ACCOUNTS: Final = Kind(
    "accounts",
    _columns(
        cells.short_text,
        Column("name", cells.text(100), is_needed=True),
        Column("currency", cells.currency, is_needed=True),
        Column("type", cells.whole),
        Column("balance", cells.amount),
        Column("balance_date", cells.day, is_needed=True),
        Column("minimum_balance", cells.amount),
        Column("joint_owner", cells.guid),
    ),
    _check_account,
    _make_account,
    {
        "ClientGUID": "customer",
        "SavingsDescription": "name",
        "SavingsType": "type",
        "Value": "balance",
        "ValueDate": "balance_date",
        "MinimumBalance": "minimum_balance",
        "JointOwnerClientGUID": "joint_owner",
        "BackOfficeID": "external_id",
        "account.externalId": "external_id",
    },
)

GOALS: Final = Kind(
    "goals",
    _columns(
        cells.text(255),
        Column("form", cells.one_of("plan", "periods"), is_needed=True),
        Column("name", cells.text(255), is_needed=True),
        Column("account", cells.text(255), is_needed=True),
        Column("currency", cells.currency, is_needed=True),
        Column("target_amount", cells.amount),
        Column("recurrent_amount", cells.amount),
        Column("target_date", cells.day),
        Column("tracking_type", cells.one_of(*get_args(models.TrackingType))),
        Column("frequency", cells.one_of(*get_args(models.Frequency))),
        Column("target", cells.one_of(*get_args(models.Target))),
        Column("period_amount", cells.amount),
        Column("start_amount", cells.amount),
        Column("start_date", cells.day),
        Column("end_date", cells.day),
        Column("completed_backdated_periods", cells.whole),
        Column("description", cells.text(1000)),
        Column("image_url", cells.text(2048)),
    ),
    _check_goal,
    _make_goal,
    {
        "account_id": "account",
        "target_amount.value": "target_amount",
        "target_amount.currency": "currency",
        "recurrent_amount.value": "recurrent_amount",
        "recurrent_amount.currency": "currency",
    },
)

TRANSACTIONS: Final = Kind(
    "transactions",
    _columns(
        cells.text(255),
        Column("type", cells.one_of(*_SIDES), is_needed=True),
        Column("amount", cells.amount, is_needed=True),
        Column("currency", cells.currency, is_needed=True),
        Column("settled_at", cells.instant),
        Column("requested_at", cells.instant),
        Column("from_account", cells.text(255)),
        Column("from_goal", cells.text(255)),
        Column("to_account", cells.text(255)),
        Column("to_goal", cells.text(255)),
    ),
    _check_transaction,
    _make_transaction,
    {
        "transaction.externalId": "external_id",
        "transaction.userId": "customer",
        "transaction.type": "type",
        "transaction.amountCents": "amount",
        "transaction.settledAt": "settled_at",
        "transaction.requestedAt": "requested_at",
        "transaction.fromAccountId": "from_account",
        "transaction.fromDreamId": "from_goal",
        "transaction.toAccountId": "to_account",
        "transaction.toDreamId": "to_goal",
    },
)

KINDS: Final = {kind.name: kind for kind in (ACCOUNTS, GOALS, TRANSACTIONS)}
