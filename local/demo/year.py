"""The year itself: shown month by month, and checked when it is over."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal

from local.demo import family
from local.demo.bank import set_clock
from local.demo.checks import closing_faults, event_faults, integrity_faults
from savings_goals_client import BadRequest, Client
from savings_goals_client.models import CreateAction, CreateGoal, CreateSavingsGoal, Goal, SavingBody, UpdateAction

START: Final = "2027-01-04T09:00:00Z"
_BAR: Final = 20
_SHOWN: Final = (
    "goal.period.closed",
    "goal.period.restated",
    "goal.milestone.reached",
    "goal.achieved",
    "goal.finalising",
    "goal.completed",
    "goal.failed",
    "goal.cancelled",
)


class Year:
    """The story, played against the stack behind `bank`."""

    def __init__(self, bank: Client) -> None:
        """Set the clock to the story's start; a stack that holds data already plays it from its own day on."""
        self._bank = bank
        set_clock(bank, START)
        now = datetime.fromisoformat(bank.request("GET", "/_local/clock")["now"])
        self._today = now.date()
        self._heard = len(self._events(0))
        self._before = self._heard
        self._accounts: dict[str, str] = {}
        self._goals: dict[str, int] = {}
        self._actions: dict[str, list[str]] = {}
        self._wishes = family.wishes(self._today)

    def play(self) -> Iterator[str]:
        """Yield the story's lines; the year is over when it ends."""
        yield from self._begin()
        for month in range(1, 13):
            yield ""
            yield f"{family.month_start(self._today, month - 1):%B %Y}"
            yield from self._act(month)
            set_clock(self._bank, f"{family.month_start(self._today, month)}T09:00:00Z")
            yield from self._look()
        yield ""
        yield "The new year: two business days later nothing is pending any more"
        set_clock(self._bank, f"{family.month_start(self._today, 12).replace(day=15)}T09:00:00Z")
        yield from self._look()

    def faults(self) -> list[str]:
        """Return what is wrong with the year that was played; nothing, if all is well."""
        goals = self._bank.goals.list_goals()
        events = self._events(self._before)
        by_id = {goal.id: goal for goal in goals}
        faults = []
        for wish in self._wishes:
            goal = by_id[self._goals[wish.name]]
            ended = (goal.status, str(goal.current_amount))
            if ended != (wish.ends, wish.saved):
                faults.append(f"{wish.name} is {ended[0]} with {ended[1]}, not {wish.ends} with {wish.saved}")
        faults += integrity_faults(self._bank, by_id)
        faults += event_faults(events)
        faults += closing_faults(events, goals)
        return faults

    def summary(self) -> Iterator[str]:
        """Yield the sums of the year."""
        saved = self._bank.savings_goals.list_savings_goals().data
        total = sum(goal.saved_amount.value for goal in saved)
        events = Counter(event["detail-type"] for event in self._events(self._before))
        yield f"{len(self._goals)} goals, {total:,.2f} {family.CURRENCY} set aside in {len(saved)} savings goals"
        yield f"{events.total()} events on the bus, each once: " + ", ".join(
            f"{count} {name}" for name, count in sorted(events.items())
        )

    def _begin(self) -> Iterator[str]:
        household = self._bank.households.create_household(family.HOUSEHOLD).data
        people = household.clients
        self._bank = self._bank.acting_for(people[0].client_guid)
        names = " and ".join(person.first_name for person in people)
        yield f"{family.month_start(self._today, 0):%B %Y}: {names} open {household.household_label}"
        for name, value in family.ACCOUNTS.items():
            saving = SavingBody(
                client_guid=people[0].client_guid,
                savings_description=name,
                savings_type=2,
                value=Decimal(value),
                value_date=self._today,
            )
            made = self._bank.households.create_saving(household.household_guid, saving).data
            self._accounts[name] = made.savings_guid
            yield f"  account {name}: {value:,.2f} {family.CURRENCY}"
        for wish in self._wishes:
            goal = self._create(wish)
            self._goals[wish.name] = goal.id
            plan = "savings goal" if wish.is_savings_goal else goal.target.replace("_", " ")
            yield f"  goal {wish.name} ({plan}, {goal.frequency}) in {wish.account}"

    def _create(self, wish: family.Wish) -> Goal:
        body = {"name": wish.name, "account_id": self._accounts[wish.account], **wish.plan}
        if not wish.is_savings_goal:
            return self._bank.goals.create_goal(CreateGoal.model_validate(body))
        made = self._bank.savings_goals.create_savings_goal(CreateSavingsGoal.model_validate(body)).data
        return self._bank.goals.get_goal(made.id)

    def _act(self, month: int) -> Iterator[str]:
        for deed in family.DEEDS:
            if deed.month == month:
                yield self._move(deed.wish, deed.amount)
        if month == family.BOLD[0]:
            _, wish, amount = family.BOLD
            yield f"  {amount} more for {wish} are refused: {self._refused(wish, amount)}"
        if month == family.CORRECTED[0]:
            yield self._correct()
        if month == family.CANCELLED[0]:
            wish = family.CANCELLED[1]
            self._bank.goals.cancel_goal(self._goals[wish])
            yield f"  {wish} are off"

    def _move(self, wish: str, amount: str) -> str:
        action = self._bank.savings_goals.create_action(self._goals[wish], _action(amount)).data
        self._actions.setdefault(wish, []).append(action.id)
        way = "into" if action.credit_debit_indicator == "credit" else "out of"
        return f"  {action.amount.value} {way} {wish}"

    def _refused(self, wish: str, amount: str) -> str:
        try:
            self._bank.savings_goals.create_action(self._goals[wish], _action(amount))
        except BadRequest as refusal:
            return refusal.fields[0].message
        raise AssertionError(f"{amount} for {wish} were taken")

    def _correct(self) -> str:
        _, wish, amount = family.CORRECTED
        for value in (f"{amount}.50", amount):
            change = UpdateAction(amount=family.money(value))
            self._bank.savings_goals.change_action(self._goals[wish], self._actions[wish][0], change)
        return f"  the first entry of {wish} is corrected, and back again"

    def _look(self) -> Iterator[str]:
        """Say what partners heard since the last look, and where each living goal stands."""
        events = self._events(self._heard)
        self._heard += len(events)
        heard = Counter(event["detail-type"] for event in events)
        shown = [f"{heard[name]} {name}" for name in _SHOWN if heard[name]]
        yield "  heard: " + (", ".join(shown) or "nothing")
        names = {number: name for name, number in self._goals.items()}
        for goal in self._bank.goals.list_goals():
            if goal.status in {"unstarted", "active", "finalising"} or goal.id in _ended(events):
                yield _line(names[goal.id], goal)

    def _events(self, after: int) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = self._bank.request("GET", "/_local/events", query={"after": after})["events"]
        return events


def _action(amount: str) -> CreateAction:
    way: Literal["debit", "credit"] = "debit" if amount.startswith("-") else "credit"
    return CreateAction(amount=family.money(amount.lstrip("-")), credit_debit_indicator=way)


def _ended(events: list[dict[str, Any]]) -> set[int]:
    ends = {"goal.completed", "goal.failed", "goal.cancelled"}
    return {event["detail"]["data"]["goal_number"] for event in events if event["detail-type"] in ends}


def _line(name: str, goal: Goal) -> str:
    target, amount = goal.target_amount, goal.current_amount
    filled = _BAR if target <= 0 else max(0, min(_BAR, int(amount * _BAR / target)))
    bar = "█" * filled + "░" * (_BAR - filled)
    standing = goal.status if goal.status != "active" else f"active, {goal.tracking_status}"
    return f"  {name:<18} {bar} {amount:>10,.2f} of {target:>10,.2f}  {standing}"
