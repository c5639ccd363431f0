"""The year itself: shown month by month, and checked when it is over."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from local.demo import family
from local.demo.bank import Bank
from local.demo.checks import closing_faults, event_faults, integrity_faults

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

    def __init__(self, bank: Bank) -> None:
        """Set the clock to the story's start; a stack that holds data already plays it from its own day on."""
        self._bank = bank
        bank.set_clock(START)
        now = datetime.fromisoformat(bank.call("GET", "/_local/clock")["now"])
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
            self._bank.set_clock(f"{family.month_start(self._today, month)}T09:00:00Z")
            yield from self._look()
        yield ""
        yield "The new year: two business days later nothing is pending any more"
        self._bank.set_clock(f"{family.month_start(self._today, 12).replace(day=15)}T09:00:00Z")
        yield from self._look()

    def faults(self) -> list[str]:
        """Return what is wrong with the year that was played; nothing, if all is well."""
        goals = self._bank.call("GET", "/goals")
        events = self._events(self._before)
        by_id = {goal["id"]: goal for goal in goals}
        faults = []
        for wish in self._wishes:
            goal = by_id[self._goals[wish.name]]
            ended = (goal["status"], goal["current_amount"])
            if ended != (wish.ends, wish.saved):
                faults.append(f"{wish.name} is {ended[0]} with {ended[1]}, not {wish.ends} with {wish.saved}")
        faults += integrity_faults(self._bank, by_id)
        faults += event_faults(events)
        faults += closing_faults(events, goals)
        return faults

    def summary(self) -> Iterator[str]:
        """Yield the sums of the year."""
        saved = self._bank.call("GET", "/goals/v1/savings")["data"]
        total = sum(float(goal["saved_amount"]["value"]) for goal in saved)
        events = Counter(event["detail-type"] for event in self._events(self._before))
        yield f"{len(self._goals)} goals, {total:,.2f} {family.CURRENCY} set aside in {len(saved)} savings goals"
        yield f"{events.total()} events on the bus, each once: " + ", ".join(
            f"{count} {name}" for name, count in sorted(events.items())
        )

    def _begin(self) -> Iterator[str]:
        household = self._bank.call("POST", "/api/v2/household", family.HOUSEHOLD, status=201)["data"]
        people = household["Clients"]
        self._bank.act_for(people[0]["ClientGUID"])
        names = " and ".join(person["FirstName"] for person in people)
        yield f"{family.month_start(self._today, 0):%B %Y}: {names} open {household['HouseholdLabel']}"
        for name, value in family.ACCOUNTS.items():
            saving = self._bank.call(
                "POST",
                f"/api/v2/household/{household['HouseholdGUID']}/savings",
                {
                    "ClientGUID": people[0]["ClientGUID"],
                    "SavingsDescription": name,
                    "SavingsType": 2,
                    "Value": value,
                    "ValueDate": str(self._today),
                },
                status=201,
            )
            self._accounts[name] = saving["data"]["SavingsGUID"]
            yield f"  account {name}: {value:,.2f} {family.CURRENCY}"
        for wish in self._wishes:
            body = {**wish.body, "account_id": self._accounts[wish.account]}
            created = self._bank.call("POST", wish.path, body, status=201)
            created = created.get("data", created)
            self._goals[wish.name] = self._bank.call("GET", f"/goals/{created['id']}")["id"]
            plan = body.get("target", "savings goal").replace("_", " ")
            yield f"  goal {wish.name} ({plan}, {body.get('frequency', 'monthly')}) in {wish.account}"

    def _act(self, month: int) -> Iterator[str]:
        for deed in family.DEEDS:
            if deed.month == month:
                yield self._move(deed.wish, deed.amount)
        if month == family.BOLD[0]:
            _, wish, amount = family.BOLD
            refusal = self._bank.call("POST", self._ledger(wish), _action(amount), status=400)
            reason = refusal["errors"]["amount.value"][0]
            yield f"  {amount} more for {wish} are refused: {reason}"
        if month == family.CORRECTED[0]:
            yield self._correct()
        if month == family.CANCELLED[0]:
            wish = family.CANCELLED[1]
            self._bank.call("DELETE", f"/goals/{self._goals[wish]}", status=204)
            yield f"  {wish} are off"

    def _move(self, wish: str, amount: str) -> str:
        action = self._bank.call("POST", self._ledger(wish), _action(amount), status=201)["data"]
        self._actions.setdefault(wish, []).append(action["id"])
        way = "into" if action["credit_debit_indicator"] == "credit" else "out of"
        return f"  {action['amount']['value']} {way} {wish}"

    def _correct(self) -> str:
        _, wish, amount = family.CORRECTED
        address = f"{self._ledger(wish)}/{self._actions[wish][0]}"
        for value in (f"{amount}.50", amount):
            self._bank.call("PATCH", address, {"amount": family.money(value)})
        return f"  the first entry of {wish} is corrected, and back again"

    def _look(self) -> Iterator[str]:
        """Say what partners heard since the last look, and where each living goal stands."""
        events = self._events(self._heard)
        self._heard += len(events)
        heard = Counter(event["detail-type"] for event in events)
        shown = [f"{heard[name]} {name}" for name in _SHOWN if heard[name]]
        yield "  heard: " + (", ".join(shown) or "nothing")
        names = {number: name for name, number in self._goals.items()}
        for goal in self._bank.call("GET", "/goals"):
            if goal["status"] in {"unstarted", "active", "finalising"} or goal["id"] in _ended(events):
                yield _line(names[goal["id"]], goal)

    def _ledger(self, wish: str) -> str:
        return f"/goals/v1/savings/{self._goals[wish]}/actions"

    def _events(self, after: int) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = self._bank.call("GET", f"/_local/events?after={after}")["events"]
        return events


def _action(amount: str) -> dict[str, Any]:
    way = "debit" if amount.startswith("-") else "credit"
    return {"amount": family.money(amount.lstrip("-")), "credit_debit_indicator": way}


def _ended(events: list[dict[str, Any]]) -> set[int]:
    ends = {"goal.completed", "goal.failed", "goal.cancelled"}
    return {event["detail"]["data"]["goal_number"] for event in events if event["detail-type"] in ends}


def _line(name: str, goal: dict[str, Any]) -> str:
    target, amount = float(goal["target_amount"]), float(goal["current_amount"])
    share = 1.0 if target <= 0 else max(0.0, min(1.0, amount / target))
    filled = int(share * _BAR)
    bar = "█" * filled + "░" * (_BAR - filled)
    standing = goal["status"] if goal["status"] != "active" else f"active, {goal['tracking_status']}"
    return f"  {name:<18} {bar} {amount:>10,.2f} of {target:>10,.2f}  {standing}"
