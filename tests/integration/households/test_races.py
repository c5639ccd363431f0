"""Two requests that cross: the second is done between what the first has read and what it writes."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any

import pytest

from savings.store import accounts, contributions, households
from tests import stream
from tests.faults import Faults
from tests.integration.households.home import Home
from tests.product import ANNA, BEN, Answer, Product, goal_body, person

pytestmark = pytest.mark.usefixtures("audited")

CAROL = "9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10"
Send = Callable[[], Answer]


class Crossing:
    """A household of Anna, Ben and Carol, on whom nothing depends, and the requests that cross there."""

    def __init__(self, product: Product, faults: Faults) -> None:
        self._faults = faults
        self.product = product
        self.home = Home(product)
        self.home.made("/clients", person(CAROL))
        self.event = self.home.life_event("2040-06-01")
        self.saving = self.home.saving()
        self.second()
        self.other = self.home.saving()

    def second(self) -> None:
        """Let a second pass: ids of one instant meet."""
        self.product.clock.forward(seconds=1)

    def cross(self, first: Send, meanwhile: Send, *, accepted: int = 200) -> Answer:
        """Send the first request, and the other right before it writes; the other one is accepted."""
        between: list[Answer] = []

        def act() -> None:
            self.second()
            between.append(meanwhile())

        self._faults.meanwhile("TransactWriteItems", act)
        answer = first()
        assert self._faults.are_over
        assert [one.status for one in between] == [accepted], between
        return answer

    def call(self, method: str, path: str, body: Any = None) -> Send:
        """Return a request below the household."""
        return partial(self.home.call, method, path, body)

    def open(self, **members: Any) -> Send:
        """Return the request of another saving."""
        return self.call("POST", "/savings", self.home.saving_body(**members))

    def change(self, **members: Any) -> Send:
        """Return the request that describes the saving anew."""
        return self.call("PUT", f"/savings/{self.saving}", self.home.saving_body(**members))

    def close(self, saving: str) -> Send:
        """Return the request that deletes a saving."""
        return self.call("DELETE", f"/savings/{saving}")

    def plan(self, **members: Any) -> Send:
        """Return the request of a contribution to the saving."""
        return self.call("POST", f"/savings/{self.saving}/contributions", self.home.contribution_body(**members))

    def plan_by_event(self) -> Send:
        """Return the request of a contribution that starts with the event."""
        return self.plan(StartBasis=4, StartEventGUID=self.event)

    def plan_by_age(self) -> Send:
        """Return the request of a contribution at the owner's age of 60."""
        return self.plan(Frequency=120, EndBasis=None, EndDate=None, StartBasis=2, StartAge=60)

    def transfer(self) -> Send:
        """Return the request of a contribution that takes money from the other saving."""
        return self.plan(TransactionType=12, LinkedSavingsGUID=self.other)

    def move_event(self, day: str) -> Send:
        """Return the request that moves the event."""
        body = {"EventLabel": "Retirement", "EventBasis": 1, "EventDate": day}
        return self.call("PUT", f"/events/{self.event}", body)

    def save_up(self) -> Send:
        """Return the request of a goal on the saving."""
        return partial(self.product.call, "POST", "/goals", goal_body(self.saving))

    def starts(self) -> list[str]:
        """The start dates of the household's contributions, as they were last reported."""
        said = stream.events(self.product.client, self.product.table_name)
        stream.prove_sequences(said)
        return list({one.subject: one.data["start_date"] for one in said if one.name.startswith("contrib")}.values())


@pytest.fixture
def at(product: Product, faults: Faults) -> Crossing:
    return Crossing(product, faults)


def refusal(answer: Answer) -> dict[str, list[str]]:
    assert answer.status == 422, answer
    return answer.said


def test_a_saving_for_a_client_who_leaves_is_refused(at: Crossing) -> None:
    answer = at.cross(at.open(ClientGUID=CAROL), at.call("DELETE", f"/clients/{CAROL}"))
    assert refusal(answer) == {"ClientGUID": ["The client guid must be in the household."]}


def test_a_saving_shared_with_a_client_who_leaves_is_refused_for_the_joint_owner(at: Crossing) -> None:
    answer = at.cross(at.open(JointOwnerClientGUID=CAROL), at.call("DELETE", f"/clients/{CAROL}"))
    assert refusal(answer) == {"JointOwnerClientGUID": ["The joint owner client guid must be in the household."]}


def test_a_client_for_whom_a_saving_is_opened_stays(at: Crossing) -> None:
    answer = at.cross(at.call("DELETE", f"/clients/{CAROL}"), at.open(ClientGUID=CAROL), accepted=201)
    assert refusal(answer) == {"ClientGUID": ["The client guid is in use."]}


def test_a_saving_does_not_pass_to_a_client_who_leaves(at: Crossing) -> None:
    answer = at.cross(at.change(ClientGUID=CAROL), at.call("DELETE", f"/clients/{CAROL}"))
    assert list(refusal(answer)) == ["ClientGUID"]


def test_a_saving_for_a_dependant_who_goes_is_refused(at: Crossing) -> None:
    dependant = at.home.dependant
    answer = at.cross(at.open(DependantGUID=dependant), at.call("DELETE", f"/dependants/{dependant}"))
    assert list(refusal(answer)) == ["DependantGUID"]


def test_a_dependant_for_whom_a_saving_is_opened_stays(at: Crossing) -> None:
    dependant = at.home.dependant
    answer = at.cross(at.call("DELETE", f"/dependants/{dependant}"), at.open(DependantGUID=dependant), accepted=201)
    assert refusal(answer) == {"DependantGUID": ["The dependant guid is in use."]}


def test_a_dependant_of_a_client_who_leaves_is_refused(at: Crossing) -> None:
    answer = at.cross(at.call("POST", "/dependants", person(CAROL)), at.call("DELETE", f"/clients/{CAROL}"))
    assert refusal(answer) == {"ClientGUID": ["The client guid must be in the household."]}


def test_a_contribution_from_an_event_that_goes_is_refused(at: Crossing) -> None:
    answer = at.cross(at.plan_by_event(), at.call("DELETE", f"/events/{at.event}"))
    assert refusal(answer) == {"StartEventGUID": ["The start event guid must be in the household."]}


def test_an_event_that_a_contribution_takes_stays(at: Crossing) -> None:
    answer = at.cross(at.call("DELETE", f"/events/{at.event}"), at.plan_by_event(), accepted=201)
    assert refusal(answer) == {"EventGUID": ["The event guid is in use."]}


def test_a_change_of_risk_at_an_event_that_goes_is_refused(at: Crossing) -> None:
    risk = {"FutureRiskLevelChange": 1, "FutureRiskLevel": 17, "FutureRiskDateOfChangeBasis": 4}
    opening = at.open(SavingsType=7, FutureRiskDateOfChangeEventGUID=at.event, **risk)
    answer = at.cross(opening, at.call("DELETE", f"/events/{at.event}"))
    assert list(refusal(answer)) == ["FutureRiskDateOfChangeEventGUID"]


def test_a_transfer_from_a_saving_that_closes_is_refused(at: Crossing) -> None:
    answer = at.cross(at.transfer(), at.close(at.other))
    assert refusal(answer) == {"LinkedSavingsGUID": ["The linked savings guid must be in the household."]}


def test_a_saving_that_a_transfer_takes_money_from_stays_with_all_it_has(at: Crossing) -> None:
    """Its own contributions go with it or not at all."""
    path = f"/savings/{at.other}/contributions"
    for _ in range(3):
        at.second()
        at.home.contribution(at.other)
    before = at.home.call("GET", path).data
    answer = at.cross(at.close(at.other), at.transfer(), accepted=201)
    assert refusal(answer) == {"SavingsGUID": ["The saving is linked by a contribution to another one."]}
    assert at.home.call("GET", path).data == before


def test_a_contribution_to_a_saving_that_closes_finds_none(at: Crossing) -> None:
    answer = at.cross(at.plan(), at.close(at.saving))
    assert (answer.status, answer.body["message"]) == (404, "Saving not found.")


def test_a_saving_closes_with_the_contribution_that_came_meanwhile(at: Crossing) -> None:
    assert at.cross(at.close(at.saving), at.plan(), accepted=201).status == 200
    names = [event.name for event in stream.events(at.product.client, at.product.table_name)]
    assert names.count("contribution.created") == names.count("contribution.deleted") == 1


def test_a_goal_on_a_saving_that_closes_finds_none(at: Crossing) -> None:
    assert at.cross(at.save_up(), at.close(at.saving)).status == 404


def test_a_saving_for_which_a_goal_is_made_stays(at: Crossing) -> None:
    answer = at.cross(at.close(at.saving), at.save_up(), accepted=201)
    assert refusal(answer) == {"SavingsGUID": ["The saving has goals."]}


def test_an_owner_who_makes_a_goal_stays_owner(at: Crossing) -> None:
    answer = at.cross(at.change(ClientGUID=BEN), at.save_up(), accepted=201)
    assert refusal(answer) == {"ClientGUID": ["The owner has an open goal on this saving."]}


def test_a_goal_of_an_owner_who_is_no_longer_one_finds_no_account(at: Crossing) -> None:
    assert at.cross(at.save_up(), at.change(ClientGUID=BEN)).status == 404


def test_the_type_of_a_saving_that_takes_a_contribution_stays(at: Crossing) -> None:
    answer = at.cross(at.change(SavingsType=5), at.plan(), accepted=201)
    assert list(refusal(answer)) == ["SavingsType"]


def test_a_contribution_is_held_to_the_type_that_the_saving_has_then(at: Crossing) -> None:
    at.change(SavingsType=7)()
    answer = at.cross(at.plan(TransactionType=13, Frequency=1), at.change(SavingsType=2))
    assert refusal(answer) == {"TransactionType": ["The selected transaction type is invalid."]}


def test_two_values_stated_at_once_leave_the_later_one(at: Crossing) -> None:
    assert at.cross(at.change(Value=3000), at.change(Value=100)).data["Value"] == 3000
    entries = [int(one["amount"]["N"]) for one in at.product.items() if one["SK"]["S"].startswith("ENTRY#")]
    assert sorted(entries) == sorted([250050, 250050, 10000 - 250050, 300000 - 10000])


def test_a_goal_on_the_balance_that_comes_meanwhile_moves_along(at: Crossing) -> None:
    body = goal_body(at.saving, target="current_balance", target_amount="9000.00")
    begin = partial(at.product.call, "POST", "/goals", body)
    assert at.cross(at.change(Value=3000), begin, accepted=201).status == 200
    [goal] = at.product.call("GET", "/goals").body
    assert goal["current_amount"] == "3000.00"


def test_a_contribution_has_the_date_of_an_event_that_moves(at: Crossing) -> None:
    assert at.cross(at.plan_by_event(), at.move_event("2041-07-01")).status == 201
    assert at.starts() == ["2041-07-01"]


def test_an_event_that_moves_takes_the_contribution_along_that_came_meanwhile(at: Crossing) -> None:
    assert at.cross(at.move_event("2041-07-01"), at.plan_by_event(), accepted=201).status == 200
    assert at.starts() == ["2041-07-01"]


def test_a_contribution_has_the_date_that_a_corrected_date_of_birth_gives(at: Crossing) -> None:
    correction = at.call("PUT", f"/clients/{ANNA}", person(DateOfBirth="1989-05-01"))
    assert at.cross(at.plan_by_age(), correction).status == 201
    assert at.starts() == ["2049-05-01"]


def test_a_corrected_date_of_birth_takes_the_contribution_along_that_came_meanwhile(at: Crossing) -> None:
    correction = at.call("PUT", f"/clients/{ANNA}", person(DateOfBirth="1989-05-01"))
    assert at.cross(correction, at.plan_by_age(), accepted=201).status == 200
    assert at.starts() == ["2049-05-01"]


def test_a_contribution_that_is_planned_anew_has_the_date_of_an_event_that_moves(at: Crossing) -> None:
    contribution = at.plan()().data["TransactionGUID"]
    body = at.home.contribution_body(StartBasis=4, StartEventGUID=at.event)
    anew = at.call("PUT", f"/savings/{at.saving}/contributions/{contribution}", body)
    assert at.cross(anew, at.move_event("2041-07-01")).status == 200
    assert at.starts() == ["2041-07-01"]


def test_a_contribution_has_the_age_of_the_owner_that_the_saving_has_then(at: Crossing) -> None:
    assert at.cross(at.plan_by_age(), at.change(ClientGUID=BEN)).status == 201
    assert at.starts() == ["2050-06-30"]


def test_a_new_owner_takes_the_contribution_along_that_came_meanwhile(at: Crossing) -> None:
    assert at.cross(at.change(ClientGUID=BEN), at.plan_by_age(), accepted=201).status == 200
    assert at.starts() == ["2050-06-30"]


def test_a_new_owner_whose_date_of_birth_is_corrected_meanwhile_gives_the_right_date(at: Crossing) -> None:
    at.plan_by_age()()
    correction = at.call("PUT", f"/clients/{BEN}", person(DateOfBirth="1991-02-03"))
    assert at.cross(at.change(ClientGUID=BEN), correction).status == 200
    assert at.starts() == ["2051-02-03"]


def test_a_date_of_birth_that_is_corrected_while_the_owner_changes_gives_the_right_date(at: Crossing) -> None:
    at.plan_by_age()()
    correction = at.call("PUT", f"/clients/{BEN}", person(DateOfBirth="1991-02-03"))
    assert at.cross(correction, at.change(ClientGUID=BEN)).status == 200
    assert at.starts() == ["2051-02-03"]


def test_settings_and_people_of_two_requests_both_stay(at: Crossing) -> None:
    settings = {"HouseholdLabel": "New", "TimeZone": "Europe/London", "Currency": "GBP"}
    assert at.cross(at.call("PUT", "", settings), at.call("POST", "/clients", person()), accepted=201).status == 200
    after = at.home.call("GET", "").data
    assert (after["HouseholdLabel"], len(after["Clients"])) == ("New", 4)
    assert at.cross(at.call("POST", "/clients", person()), at.call("PUT", "", settings)).status == 201
    stream.prove_sequences(stream.events(at.product.client, at.product.table_name))


def test_a_saving_that_stays_with_its_owner_does_not_come_back_to_them(at: Crossing) -> None:
    """Both requests name an owner; the one that was read as unchanged must not undo the other one halfway."""
    answer = at.cross(at.change(Value=2500.5, SavingsDescription="Gold"), at.change(ClientGUID=BEN))
    assert answer.data["ClientGUID"] == ANNA
    assert at.save_up()().status == 201


def test_a_saving_that_keeps_its_dependant_counts_on_the_right_one(at: Crossing) -> None:
    at.second()
    other = at.home.made("/dependants", person())["DependantGUID"]
    at.change(DependantGUID=at.home.dependant)()
    keeping = at.change(DependantGUID=at.home.dependant, SavingsDescription="Gold")
    assert at.cross(keeping, at.change(DependantGUID=other)).data["DependantGUID"] == at.home.dependant
    assert at.call("DELETE", f"/dependants/{other}")().status == 200


def test_a_saving_that_closes_lets_go_of_what_it_depended_on_last(at: Crossing) -> None:
    at.second()
    other = at.home.made("/dependants", person())["DependantGUID"]
    at.change(DependantGUID=at.home.dependant)()
    assert at.cross(at.close(at.saving), at.change(DependantGUID=other, JointOwnerClientGUID=CAROL)).status == 200
    for path in (f"/dependants/{other}", f"/dependants/{at.home.dependant}", f"/clients/{CAROL}"):
        assert at.call("DELETE", path)().status == 200


@pytest.mark.parametrize("anew", [False, True])
def test_a_saving_that_is_read_before_its_owner_changes_and_its_household_after_gives_no_stale_date(
    at: Crossing, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    """The two are read side by side, in any order."""
    request, contribution = at.plan_by_age(), at.plan()().data["TransactionGUID"]
    at.second()
    if anew:
        once = {"Frequency": 120, "EndBasis": None, "EndDate": None}
        body = at.home.contribution_body(StartBasis=2, StartAge=60, **once)
        request = at.call("PUT", f"/savings/{at.saving}/contributions/{contribution}", body)
    read_savings, read_household = accounts.load_open, households.load
    savings_are_read = Event()
    passed: list[Any] = []

    def load_open(*place: Any, **options: Any) -> Any:
        found = list(read_savings(*place, **options))
        savings_are_read.set()
        return found

    def load(*place: Any) -> Any:
        if not passed:
            passed.append(place)
            assert savings_are_read.wait(timeout=20)
            assert at.change(ClientGUID=BEN)().status == 200
        return read_household(*place)

    monkeypatch.setattr(accounts, "load_open", load_open)
    monkeypatch.setattr(households, "load", load)
    assert request().status in (200, 201)
    assert "2050-06-30" in at.starts()


def test_a_query_that_shows_a_contribution_without_its_saving_is_made_again(
    at: Crossing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query of several pages is no picture of one moment."""
    at.plan_by_event()()
    read, calls = contributions.load_with_accounts, []

    def torn(*place: Any) -> Any:
        calls.append(place)
        savings, planned = read(*place)
        return (savings if len(calls) > 1 else [], planned)

    monkeypatch.setattr(contributions, "load_with_accounts", torn)
    assert at.move_event("2041-07-01")().status == 200
    assert (len(calls), at.starts()) == (2, ["2041-07-01"])
