"""A family's ledger over years: a history drawn from a seed, and a bank that sends it well or badly.

A history names what it talks about by the step that made it, so that it can be reported again on another table.
"""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tests.faults import CANCELLED, THROTTLED, Faults
from tests.product import ANNA, BEN, Answer, Product

ACCOUNTS: Final = ("anna", "shared", "ben", "fund")
HOLDERS: Final = {"anna": (ANNA,), "shared": (ANNA, BEN), "ben": (BEN,), "fund": (ANNA,)}
"""Who may move the money of each account; the fund is a Performance account."""

_MOST_TRIES: Final = 30
_ABOUT: Final = ("reversal", "ending", "action", "correction", "removal")
_Request = tuple[str, str, Any]


@dataclass(frozen=True)
class Step:
    """One request of the history. `about` are the steps, and `accounts` the accounts, that its path and body name."""

    number: int
    kind: str
    customer: str
    at: datetime
    members: dict[str, Any]

    @property
    def may_be_reordered(self) -> bool:
        """Whether others may be reported before it: money out of a dream takes what is there."""
        return self.kind == "transaction" and "fromDreamId" not in self.members


class Drawn:
    """Draws a history: what comes, when, and which earlier steps it is about."""

    def __init__(self, seed: int, start: datetime) -> None:
        self._chance = random.Random(seed)
        self._now = start
        self._made: dict[str, list[Step]] = {}
        self._count = 0

    def steps(self, count: int) -> Iterator[list[Step]]:
        """Yield batches of steps until there are `count`; the steps of a batch share their instant."""
        while self._count < count:
            self._now += timedelta(seconds=self._chance.randint(1, 7200))
            if self._chance.random() < 0.08:
                self._now += timedelta(days=self._chance.randint(1, 6))
            kind = self._chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
            size = self._chance.randint(1, 6) if kind == "transaction" else 1
            yield [self._step(kind) for _ in range(min(size, count - self._count))]

    def _step(self, kind: str) -> Step:
        customer = self._chance.choice((ANNA, BEN))
        members = getattr(self, f"_{kind}")(customer)
        step = Step(self._count, kind, customer, self._now, members)
        self._count += 1
        self._made.setdefault(kind, []).append(step)
        return step

    def _account(self, customer: str) -> str:
        mine = [name for name in ACCOUNTS if customer in HOLDERS[name]]
        return self._chance.choice([*mine, *(name for name in mine if name != "fund")])

    def _transaction(self, customer: str) -> dict[str, Any]:
        late = timedelta(seconds=self._chance.choice((0, 0, 0, 3600, 86400 * self._chance.randint(1, 70))))
        members: dict[str, Any] = {"amount": self._chance.randint(1, 300_00), "settledAt": self._now - late}
        kind = self._chance.choice(("Deposit", "Deposit", "Withdrawal", "Internal"))
        for end, ends in (("from", ("Withdrawal", "Internal")), ("to", ("Deposit", "Internal"))):
            if kind in ends:
                members |= self._side(end, customer)
        return members | {"type": kind}

    def _side(self, end: str, customer: str) -> dict[str, Any]:
        dreams = [step for step in self._made.get("dream", []) if step.customer == customer]
        if dreams and self._chance.random() < 0.4:
            dream = self._chance.choice(dreams[-8:])
            return {f"{end}AccountId": dream.members["account"], f"{end}DreamId": dream.number}
        return {f"{end}AccountId": self._account(customer)}

    def _reversal(self, customer: str) -> dict[str, Any]:
        mine = [step for step in self._made.get("transaction", []) if step.customer == customer]
        return {"of": self._chance.choice(mine[-60:]).number} if mine else {}

    def _dream(self, customer: str) -> dict[str, Any]:
        return {
            "account": self._account(customer),
            "target": self._chance.randint(1, 900),
            "months": self._chance.randint(1, 14),
        }

    def _goal(self, customer: str) -> dict[str, Any]:
        past = self._chance.choice((0, 0, 1, 2, 5))
        start = (self._now - timedelta(days=40 * past)).date()
        target = self._chance.choice(("amount", "amount", "date", "current_balance", "available_balance"))
        return {
            "account": self._account(customer),
            "tracking_type": self._chance.choice(("credit", "debit", "debit_credit")),
            "frequency": self._chance.choice(("daily", "weekly", "monthly")),
            "target": target,
            "target_amount": str(self._chance.randint(10, 3000)),
            "start_date": start.isoformat(),
            "end_date": (self._now + timedelta(days=self._chance.randint(3, 200))).date().isoformat(),
            "completed_backdated_periods": 0 if "balance" in target else min(past, 1),
        }

    def _ending(self, customer: str) -> dict[str, Any]:
        every = self._made.get("dream", [])[-10:] + self._made.get("goal", [])[-10:]
        mine = [step for step in every if step.customer == customer]
        return {"of": self._chance.choice(mine).number} if mine else {}

    def _action(self, customer: str) -> dict[str, Any]:
        dreams = [step for step in self._made.get("dream", []) if step.customer == customer]
        of = {"of": self._chance.choice(dreams[-8:]).number} if dreams else {}
        return of | self._movement()

    def _correction(self, customer: str) -> dict[str, Any]:
        return self._about_action(customer) | self._movement()

    def _removal(self, customer: str) -> dict[str, Any]:
        return self._about_action(customer)

    def _about_action(self, customer: str) -> dict[str, Any]:
        mine = [step for step in self._made.get("action", []) if step.customer == customer]
        return {"of": self._chance.choice(mine[-30:]).number} if mine else {}

    def _movement(self) -> dict[str, Any]:
        return {"value": self._chance.randint(1, 80), "direction": self._chance.choice(("credit", "credit", "debit"))}

    def _valuation(self, customer: str) -> dict[str, Any]:
        chance = self._chance
        parts = [chance.randint(0, 4000_00), chance.randint(0, 4000_00), chance.randint(-500_00, 500_00)]
        return {"parts": parts if sum(parts) >= 0 else [0, 0, 0]}

    def _enqueue(self, _: str) -> dict[str, Any]:
        return {}


_WEIGHTS: Final = {
    "transaction": 22,
    "reversal": 6,
    "dream": 2,
    "goal": 3,
    "ending": 3,
    "action": 20,
    "correction": 8,
    "removal": 5,
    "valuation": 3,
    "enqueue": 3,
}


@dataclass
class Bank:
    """Sends a history to the product: calmly, each step once and in order, or as banks and networks do."""

    product: Product
    faults: Faults
    accounts: dict[str, str]
    calm: bool
    seed: int = 0
    shards: int = 1
    made: dict[int, Answer] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    replayed: int = 0
    disturbed: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._sent: list[Step] = []
        self._paths: dict[int, str] = {}
        self._goals: list[Step] = []

    def play(self, batch: list[Step]) -> None:
        """Send a batch. Disturbed, it is shuffled where the order does not matter and sent from several threads."""
        self.product.clock.instant = batch[0].at
        if self.calm or len(batch) == 1 or not all(step.may_be_reordered for step in batch):
            for step in batch:
                self._send(step)
        else:
            shuffled = self._chance.sample(batch, len(batch))
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(self._send_calmly, shuffled))
        self._sent += [step for step in batch if step.kind == "transaction"]
        if not self.calm and self._sent and self._chance.random() < 0.1:
            self._repeat(self._chance.choice(self._sent[-200:]))

    def goals(self) -> Iterator[tuple[int, str, str]]:
        """Yield each goal that was made: its step, its customer and its id."""
        for step in self._goals:
            answer = self.made[step.number]
            yield step.number, step.customer, str(answer.data["id"] if step.kind == "dream" else answer.body["id"])

    def _send(self, step: Step) -> None:
        if step.kind == "enqueue":
            self.product.close_all(shards=range(self.shards))
            return
        if not self.calm and self._chance.random() < 0.25:
            self._disturb()
        self._send_calmly(step)
        self.faults.heal()
        if not self.calm and self._chance.random() < 0.3:
            self._repeat(step)

    def _disturb(self) -> None:
        """Let something go wrong with one of the next writes."""
        self.disturbed += 1
        match self._chance.randrange(4):
            case 0:
                self.faults.refuse("TransactWriteItems", CANCELLED, "TransactionConflict", "None")
            case 1:
                self.faults.refuse("TransactWriteItems", THROTTLED, times=2)
            case 2:
                self.faults.lose("TransactWriteItems", "InternalServerError")
            case _:
                self.faults.lose("PutItem", "InternalServerError")

    def _send_calmly(self, step: Step) -> None:
        request = self._request(step)
        if request is None:
            return
        answer = self._ask(step, *request)
        self.statuses[step.number] = answer.status
        if answer.status < 300:
            self.made[step.number] = answer
            self._paths[step.number] = request[1]
            self._goals += [step] if step.kind in ("dream", "goal") else []

    def _repeat(self, step: Step) -> None:
        """Send a step again: what was done is answered as before, what was refused is refused again."""
        request = self._request(step)
        if request is None or (step.kind == "valuation" and step.number not in self.made):
            return
        answer = self._ask(step, *request)
        first = self.made.get(step.number)
        if first is None:
            assert answer.status >= 400
        else:
            assert (answer.status, answer.body) == (first.status, first.body)
            assert answer.headers["Idempotency-Replayed"] == "true"
            self.replayed += 1

    def _ask(self, step: Step, method: str, path: str, body: Any) -> Answer:
        """Send a request, again and again with the same key while the product says that it does not know or cannot."""
        headers = {"Idempotency-Key": f"step-{step.number}"}
        if step.kind in ("transaction", "reversal"):
            headers = {}
        for _ in range(_MOST_TRIES):
            answer = self.product.call(method, path, body, customer=step.customer, headers=headers)
            if answer.status < 500:
                return answer
        raise AssertionError(f"step {step.number} is never answered")

    def _request(self, step: Step) -> _Request | None:
        """Write a step; None for one about something that was never made."""
        members = step.members
        if step.kind in _ABOUT:
            of = self.made.get(members.get("of", -1))
            return self._about(step, of) if of is not None else None
        match step.kind:
            case "transaction":
                return self._transaction(step)
            case "dream":
                return "POST", "/goals/v1/savings", self._dream(members)
            case "goal":
                plan = {name: value for name, value in members.items() if name != "account"}
                return "POST", "/goals", {**plan, "name": "Boat", "account_id": self.accounts[members["account"]]}
            case _:
                return "PATCH", f"/accounts/{self.accounts['fund']}", valuation(members["parts"])

    def _about(self, step: Step, of: Answer) -> _Request:
        match step.kind:
            case "reversal":
                body = {"externalId": f"undo-{step.number}", "userId": step.customer}
                return "POST", f"/transactions/{of.body['transaction']['id']}/reversal", {"transaction": body}
            case "ending":
                savings = "data" in of.body
                return "DELETE", f"/goals/v1/savings/{of.data['id']}" if savings else f"/goals/{of.body['id']}", None
            case "action":
                return "POST", f"/goals/v1/savings/{of.data['id']}/actions", movement(step.members)
            case _:
                path = f"{self._paths[step.members['of']]}/{of.data['id']}"
                return ("PATCH", path, movement(step.members)) if step.kind == "correction" else ("DELETE", path, None)

    def _transaction(self, step: Step) -> _Request | None:
        members = step.members
        body: dict[str, Any] = {
            "type": members["type"],
            "externalId": f"bank-{step.number}",
            "userId": step.customer,
            "amountCents": members["amount"],
            "settledAt": members["settledAt"].isoformat(),
        }
        for end in ("from", "to"):
            if f"{end}AccountId" in members:
                body[f"{end}AccountId"] = self.accounts[members[f"{end}AccountId"]]
            if f"{end}DreamId" in members:
                dream = self.made.get(members[f"{end}DreamId"])
                if dream is None:
                    return None
                body[f"{end}DreamId"] = dream.data["id"]
        return "POST", "/transactions", {"transaction": body}

    def _dream(self, members: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": "Holiday",
            "account_id": self.accounts[members["account"]],
            "target_amount": {"value": str(members["target"] * members["months"])},
            "recurrent_amount": {"value": str(members["target"])},
        }


def movement(members: dict[str, Any]) -> dict[str, Any]:
    return {"amount": {"value": str(members["value"])}, "credit_debit_indicator": members["direction"]}


def valuation(parts: list[int]) -> dict[str, Any]:
    names = ("liquidBalanceCents", "totalAcquisitionCostCents", "performanceCents")
    return {"account": {"balanceCents": sum(parts), **dict(zip(names, parts, strict=True))}}
