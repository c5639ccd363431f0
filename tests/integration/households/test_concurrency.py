"""Many requests at once for one household, each by way of a client of its own: nothing ever refers to what is gone.

Whatever the order in which they meet, the audit recounts what refers to what, and holds every date to the people and
life events as they are in the end.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests import stream
from tests.crowd import ROUNDS, another, at_once
from tests.integration.households.home import Home
from tests.product import ANNA, BEN, Answer, Product, goal_body, person

WRITERS = 8


class Crowd:
    """Writers for one household, each with its own product over the same table."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.home = Home(product)
        self.writers = [another(product) for _ in range(WRITERS)]

    def send(self, *requests: tuple[str, str, Any]) -> list[Answer]:
        """Send up to eight requests below the household at once, and audit what they leave."""
        jobs: list[Callable[[], Answer]] = [
            partial(writer.call, method, self.home.path + path, body, customer=None)
            for writer, (method, path, body) in zip(self.writers, requests, strict=False)
        ]
        answers = at_once(jobs)
        assert {answer.status for answer in answers} <= {200, 201, 404, 422}, answers
        self.product.audit()
        stream.prove_sequences(stream.events(self.product.client, self.product.table_name))
        self.second()
        return answers

    def second(self) -> None:
        """Let a second pass: ids of one instant meet."""
        self.product.clock.forward(seconds=1)


@pytest.fixture
def crowd(product: Product) -> Crowd:
    return Crowd(product)


def statuses(answers: list[Answer]) -> list[int]:
    return [answer.status for answer in answers]


def test_a_client_is_deleted_while_savings_for_them_are_opened(crowd: Crowd) -> None:
    home = crowd.home
    for _ in range(ROUNDS):
        guid = home.made("/clients", person())["ClientGUID"]
        opening = ("POST", "/savings", home.saving_body(ClientGUID=guid, Value=0))
        sharing = ("POST", "/savings", home.saving_body(JointOwnerClientGUID=guid, Value=0))
        answers = crowd.send(
            opening, ("DELETE", f"/clients/{guid}", None), sharing, ("DELETE", f"/clients/{guid}", None)
        )
        opened = [answer.data["SavingsGUID"] for answer in (answers[0], answers[2]) if answer.status == 201]
        gone = [answer.status for answer in (answers[1], answers[3])].count(200)
        assert (gone == 1) == (not opened), answers
        for saving in opened:
            home.call("DELETE", f"/savings/{saving}")


def test_an_event_is_deleted_while_contributions_take_it(crowd: Crowd) -> None:
    home = crowd.home
    saving = home.saving()
    path = f"/savings/{saving}/contributions"
    for _ in range(ROUNDS):
        event = home.life_event("2040-06-01")
        crowd.second()
        starting = ("POST", path, home.contribution_body(StartBasis=4, StartEventGUID=event))
        ending = ("POST", path, home.contribution_body(EndBasis=4, EndEventGUID=event))
        removal = ("DELETE", f"/events/{event}", None)
        answers = crowd.send(starting, removal, ending, removal)
        planned = [answers[0], answers[2]]
        assert ([answers[1].status, answers[3].status].count(200) == 1) == (
            [answer.status for answer in planned] == [422, 422]
        ), answers


def test_a_saving_is_deleted_while_others_take_money_from_it(crowd: Crowd) -> None:
    home = crowd.home
    target = home.saving()
    for _ in range(ROUNDS):
        crowd.second()
        source = home.saving(Value=10)
        body = home.contribution_body(TransactionType=12, LinkedSavingsGUID=source)
        taking = ("POST", f"/savings/{target}/contributions", body)
        answers = crowd.send(taking, ("DELETE", f"/savings/{source}", None), taking)
        assert (answers[1].status == 200) == (statuses(answers)[::2] == [422, 422]), answers


def test_a_saving_is_deleted_while_contributions_and_goals_come(crowd: Crowd) -> None:
    home = crowd.home
    for _ in range(ROUNDS):
        crowd.second()
        saving = home.saving(Value=10)
        planning = ("POST", f"/savings/{saving}/contributions", home.contribution_body())
        removal = ("DELETE", f"/savings/{saving}", None)
        goal = partial(crowd.product.call, "POST", "/goals", goal_body(saving))
        answers = crowd.send(planning, removal, planning, removal)
        assert statuses(answers)[1::2].count(200) == 1, answers
        assert goal().status == 404


def test_two_contributions_at_the_limit_are_one(crowd: Crowd) -> None:
    home = crowd.home
    saving = home.saving()
    path = f"/savings/{saving}/contributions"
    for _ in range(49):
        crowd.second()
        home.contribution(saving)
    for _ in range(ROUNDS):
        answers = crowd.send(*[("POST", path, home.contribution_body())] * 4)
        assert sorted(statuses(answers)) == [201, 422, 422, 422]
        assert len(home.call("GET", path).data) == 50
        [made] = [answer.data["TransactionGUID"] for answer in answers if answer.status == 201]
        home.call("DELETE", f"{path}/{made}")
        crowd.second()


def test_dates_are_right_in_the_end_whoever_moves_them(crowd: Crowd) -> None:
    """An event moves, a date of birth is corrected and the owner changes while contributions by all of them come."""
    home = crowd.home
    event, saving = home.life_event("2040-06-01"), home.saving()
    path = f"/savings/{saving}/contributions"
    once = {"Frequency": 120, "EndBasis": None, "EndDate": None}
    for number in range(ROUNDS):
        crowd.second()
        crowd.send(
            ("POST", path, home.contribution_body(StartBasis=4, StartEventGUID=event)),
            ("POST", path, home.contribution_body(StartBasis=2, StartAge=60, **once)),
            ("POST", path, home.contribution_body(StartBasis=7, StartAge=60, **once)),
            ("PUT", f"/events/{event}", {"EventLabel": "Rest", "EventBasis": 1, "EventDate": f"204{number}-01-01"}),
            ("PUT", f"/clients/{ANNA}", person(DateOfBirth=f"198{number}-04-12")),
            ("PUT", f"/savings/{saving}", home.saving_body(ClientGUID=(ANNA, BEN)[number % 2])),
        )


def test_values_that_are_stated_at_once_add_up(crowd: Crowd) -> None:
    home = crowd.home
    saving = home.saving()
    goal = crowd.product.goal(saving, target="current_balance", target_amount="90000.00")["id"]
    for _ in range(ROUNDS):
        bodies = [home.saving_body(Value=value) for value in (1, 2.5, 300, 4000, 0)]
        answers = crowd.send(*[("PUT", f"/savings/{saving}", body) for body in bodies])
        assert set(statuses(answers)) == {200}
        value = home.call("GET", f"/savings/{saving}").data["Value"]
        assert value in (1, 2.5, 300, 4000, 0)
        assert crowd.product.call("GET", f"/goals/{goal}").body["current_amount"] == f"{value:.2f}"


def test_people_who_come_at_once_all_come(crowd: Crowd) -> None:
    answers = crowd.send(*[("POST", "/clients", person()) for _ in range(4)], ("POST", "/dependants", person()))
    assert statuses(answers) == [201] * 5
    after = crowd.home.call("GET", "").data
    assert (len(after["Clients"]), len(after["Dependants"])) == (6, 2)


def test_a_request_that_is_sent_many_times_at_once_under_its_key_has_one_effect(crowd: Crowd, product: Product) -> None:
    home = crowd.home
    saving = home.saving()
    for method, path, body in (
        ("POST", "/clients", person()),
        ("POST", f"/savings/{saving}/contributions", home.contribution_body()),
        ("PUT", f"/savings/{saving}", home.saving_body(Value=7)),
        ("DELETE", f"/savings/{saving}", None),
    ):
        key = {"Idempotency-Key": f"{method} {path}"}
        send = [
            partial(writer.call, method, home.path + path, body, customer=None, headers=key) for writer in crowd.writers
        ]
        answers = at_once(send)
        assert len({(answer.status, str(answer.body)) for answer in answers}) == 1, answers
        assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    product.audit()
    names = [event.name for event in stream.events(product.client, product.table_name)]
    assert names.count("account.closed") == names.count("contribution.deleted") == 1
