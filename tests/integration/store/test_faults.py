"""A table that is unwell for long: callers hear 503 with `Retry-After` in time, and never of a success that is none.

The time is virtual, or the time-outs are tiny: nobody waits here.
"""

from collections.abc import Collection
from typing import Any

import pytest

from savings.config import Settings
from savings.deadline import TIMEOUTS, TO_ANSWER
from savings.dynamodb.transport import NoAnswer, NotSent
from savings.runtime import Patience, Runtime
from savings.store.table import Contended, Table, Unanswered, put
from savings.usecases.attempt import TRIES
from tests.faults import CANCELLED, THROTTLED, Faults
from tests.integration.ledger.books import Ear, deposit
from tests.integration.store.endpoint import Answers, error, reset, silence, unwell
from tests.product import ANNA, READS, WRITES, Answer, Product, goal_body
from tests.virtual import VirtualTime

pytestmark = pytest.mark.usefixtures("faults")

TRANSACTION = "TransactWriteItems"
KEY = {"Idempotency-Key": "7d5c"}
TIMEOUT = TIMEOUTS["goals"] * 1000
PATIENCE = Patience()
HASTY = Patience(connect=1000, answer=200)


Outcome = type[NoAnswer] | type[NotSent] | str
"""What the client raises, or the code that the table answers with."""


class Saver:
    """A family with a savings goal, and what it asks for of each route family."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self.household = product.household()
        self.account = product.account(self.household)
        self.goal = product.savings_goal(self.account)

    def ask(self, what: str, **options: Any) -> Answer:
        home = f"/api/v2/household/{self.household['HouseholdGUID']}"
        credit = {"amount": {"value": "1"}, "credit_debit_indicator": "credit"}
        requests: dict[str, tuple[str, str, Any]] = {
            "GET a goal": ("GET", f"/goals/{self.goal}", None),
            "GET goals": ("GET", "/goals", None),
            "GET transactions": ("GET", "/transactions", None),
            "GET savings": ("GET", f"{home}/savings", None),
            "POST a goal": ("POST", "/goals", goal_body(self.account)),
            "PUT a goal": ("PUT", f"/goals/{self.goal}", {"name": "Other"}),
            "POST an action": ("POST", f"/goals/v1/savings/{self.goal}/actions", credit),
            "POST a transaction": ("POST", "/transactions", deposit(self.account, 1_00, userId=ANNA)),
            "PATCH an account": ("PATCH", f"/accounts/{self.account}", {"account": {"externalId": "bank-1"}}),
            "DELETE all savings goals": ("DELETE", "/goals/v1/savings", None),
        }
        return self._product.call(*requests[what], **options)


READING = ["GET a goal", "GET goals", "GET transactions", "GET savings"]
WRITING = [
    *("POST a goal", "PUT a goal", "POST an action", "POST a transaction", "PATCH an account"),
    "DELETE all savings goals",
]


def busy(answer: Answer) -> bool:
    return answer.status == 503 and answer.headers["Retry-After"] == "1"


class Slow:
    """A table whose calls take their virtual time, and then come to nothing."""

    def __init__(self, product: Product, faults: Faults, outcome: Outcome, milliseconds: int) -> None:
        self.time = VirtualTime()
        self.calls = 0
        self._product, self._faults = product, faults
        self._outcome, self._milliseconds = outcome, milliseconds

    def ask(self, saver: Saver, what: str, operations: Collection[str] = (*READS, *WRITES)) -> Answer:
        """Ask for something, in a function that is stopped after its time, while these operations come to nothing."""
        asked, own = self._product.wire.asked, vars(self._product.runtime)
        self._operations = operations
        self._product.context = lambda: self.time.invocation(TIMEOUT)
        own["sleep"] = self.time.sleep
        asked.insert(0, self._take_time)
        answer = saver.ask(what)
        asked.remove(self._take_time)
        return answer

    def _take_time(self, operation: str, _: object) -> None:
        if operation not in self._operations:
            return
        self.calls += 1
        self.time.wait(self._milliseconds)
        if not isinstance(self._outcome, str):
            raise self._outcome(operation)
        reasons = ("TransactionConflict",) if self._outcome == CANCELLED else ()
        self._faults.refuse(operation, self._outcome, *reasons)


UNWELL = {
    "without an answer": (NoAnswer, PATIENCE.answer),
    "unreachable": (NotSent, PATIENCE.connect),
    "throttled": (THROTTLED, 5),
    "throttled and slow": (THROTTLED, 900),
    "faulty": ("InternalServerError", 700),
}


@pytest.mark.parametrize("what", [*READING, *WRITING])
@pytest.mark.parametrize(("outcome", "milliseconds"), UNWELL.values(), ids=UNWELL)
def test_whatever_the_table_does_the_answer_goes_out_before_the_function_is_stopped(
    product: Product, faults: Faults, what: str, outcome: Outcome, milliseconds: int
) -> None:
    """Regression: pauses of up to 42 s and time-outs of 20 s, in functions that are stopped after 10."""
    saver = Saver(product)
    slow = Slow(product, faults, outcome, milliseconds)
    with product.unchanged():
        answer = slow.ask(saver, what)
    assert busy(answer), answer
    assert slow.time.now <= TIMEOUT - TO_ANSWER
    assert slow.calls > 1


@pytest.mark.parametrize("what", WRITING)
@pytest.mark.parametrize(("outcome", "milliseconds"), UNWELL.values(), ids=UNWELL)
def test_so_it_does_where_only_writes_come_to_nothing(
    product: Product, faults: Faults, what: str, outcome: Outcome, milliseconds: int
) -> None:
    saver = Saver(product)
    slow = Slow(product, faults, outcome, milliseconds)
    with product.unchanged():
        answer = slow.ask(saver, what, WRITES)
    assert busy(answer), answer
    assert slow.time.now <= TIMEOUT - TO_ANSWER
    assert 1 < slow.calls <= TRIES


@pytest.mark.parametrize("code", ["InternalServerError", "TransactionInProgressException"])
def test_a_transaction_whose_answer_got_lost_is_sent_again_and_done_once(
    product: Product, faults: Faults, code: str
) -> None:
    """Its token keeps it from being done twice."""
    saver = Saver(product)
    faults.lose(TRANSACTION, code)
    assert saver.ask("POST an action").status == 201
    assert amount(product, saver) == "1.00"
    product.audit()


@pytest.mark.parametrize("code", ["InternalServerError", "TransactionInProgressException"])
def test_a_transaction_whose_outcome_stays_unknown_is_not_called_a_success_and_may_be_asked_for_again(
    product: Product, faults: Faults, code: str
) -> None:
    """It was done, as here, or not. Who sent a key may ask again, and hears the first answer."""
    saver = Saver(product)
    for _ in range(2):
        faults.lose(TRANSACTION, code)
    answer = saver.ask("POST an action", headers=KEY)
    assert busy(answer)
    assert "may have been carried out" in str(answer.body)
    again = saver.ask("POST an action", headers=KEY)
    assert (again.status, again.headers.get("Idempotency-Replayed")) == (201, "true")
    assert amount(product, saver) == "1.00"
    product.audit()


def test_what_is_refused_after_a_lost_answer_is_unknown_and_not_done_again(product: Product, faults: Faults) -> None:
    """What stands in its way may be what it did itself: it must neither be refused nor be tried anew."""
    saver = Saver(product)
    faults.lose(TRANSACTION, "InternalServerError")
    faults.refuse(TRANSACTION, CANCELLED, "TransactionConflict", "None")
    assert busy(saver.ask("POST an action"))
    assert amount(product, saver) == "1.00"
    product.audit()


def test_a_single_write_whose_answer_got_lost_is_done_once(product: Product, faults: Faults) -> None:
    saver, ear = Saver(product), Ear(product)
    faults.lose("PutItem", "InternalServerError")
    assert busy(saver.ask("PUT a goal"))
    assert ear.names() == ["goal.updated"]
    assert product.call("GET", f"/goals/{saver.goal}").body["name"] == "Other"
    assert saver.ask("PUT a goal").status == 200


def test_reads_that_get_no_answer_are_made_again(product: Product, faults: Faults) -> None:
    saver = Saver(product)
    faults.refuse("Query", "InternalServerError", times=3)
    assert saver.ask("GET a goal").status == 200
    assert faults.are_over


def amount(product: Product, saver: Saver) -> str:
    return str(product.call("GET", f"/goals/{saver.goal}").body["current_amount"])


ENDPOINTS: dict[str, Answers] = {
    "is silent": silence,
    "resets": reset,
    "is faulty": error("InternalServerError", 500),
    "is unavailable": error("ServiceUnavailable", 503),
    "has the transaction in progress": error("TransactionInProgressException", 400),
}


def at(url: str, monkeypatch: pytest.MonkeyPatch) -> Table:
    """Return the table of a deployed function, whose endpoint is there and has little time to answer."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", url)
    return Runtime(Settings(table_name="savings"), patience=HASTY).table


@pytest.mark.parametrize("answers", ENDPOINTS.values(), ids=ENDPOINTS)
def test_a_write_to_an_endpoint_that_fails_is_sent_twice_and_its_outcome_unknown(
    monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    item = put({"PK": "a", "SK": "b"}, "attribute_not_exists(PK)")
    with unwell(answers) as endpoint:
        table = at(endpoint.url, monkeypatch)
        for writes in ([item], [item, item]):
            with pytest.raises(Unanswered):
                table.write(writes)
    assert endpoint.operations == ["PutItem"] * 2 + [TRANSACTION] * 2


@pytest.mark.parametrize("answers", ENDPOINTS.values(), ids=ENDPOINTS)
def test_a_read_from_an_endpoint_that_fails_is_answered_as_busy_after_all_tries(
    product: Product, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    saver = Saver(product)
    monkeypatch.setattr("savings.usecases.attempt.TRIES", 3)
    with unwell(answers) as endpoint:
        vars(product.runtime)["table"] = at(endpoint.url, monkeypatch)
        answer = saver.ask("GET a goal")
    assert busy(answer)
    assert endpoint.operations == ["Query"] * 3


def test_nothing_was_done_by_a_write_to_an_endpoint_that_takes_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with unwell(silence) as gone:
        pass
    with pytest.raises(Contended):
        at(gone.url, monkeypatch).write([put({"PK": "a", "SK": "b"}, "attribute_not_exists(PK)")])
    assert gone.operations == []
