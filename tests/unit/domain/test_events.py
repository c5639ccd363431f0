"""Events and notes: what a write leaves on its item, and what partners are reported from it."""

import json
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from savings.domain import calendar, guids
from savings.domain.account import Account
from savings.domain.events import Event, HouseholdFacts, events_for
from savings.domain.facts import (
    ActionCreated,
    ActionUpdated,
    BalanceChanged,
    Fact,
    GoalAchieved,
    GoalUpdated,
    HouseholdUpdated,
    MilestoneReached,
    PeriodRestated,
    ResidualChanged,
    events_in,
)
from savings.domain.goal import advance
from savings.domain.money import MAX_MINOR
from savings.domain.notes import NOTE_LIMIT, correlated, note, read_note
from tests.unit.domain import given
from tests.unit.domain.given import instant
from tests.unit.domain.saver import Saver

AT = instant("2027-01-31T23:59:59")


def lived() -> Saver:
    """A goal that had everything happen to it."""
    saver = Saver(given.three_months())
    action = saver.credit(40_00)
    saver.credit(10_00)
    saver.wait_until(instant("2027-02-15"))
    saver.correct(action, 55_00)
    saver.replan(given.figures(200_00, by="2027-03-31"), "Boat")
    saver.remove(action)
    saver.credit(190_00)
    saver.wait_until(instant("2027-06-01"))
    saver.debit(1_00)
    return saver


def test_a_note_is_read_as_it_was_written() -> None:
    facts: tuple[Fact, ...] = (
        ActionCreated(7, 4000, "credit", None),
        MilestoneReached(25),
        MilestoneReached(50),
        GoalAchieved(),
        GoalUpdated(("name", "plan")),
    )
    assert read_note(note(AT, facts)) == (AT, facts, None)
    assert read_note(correlated(note(AT, facts), 'Zx"1=')) == (AT, facts, 'Zx"1=')


def test_milestones_reached_together_share_an_entry() -> None:
    facts: tuple[Fact, ...] = tuple(MilestoneReached(level) for level in (25, 50, 75, 100))
    assert json.loads(note(AT, facts)) == [1801439999, ["goal.milestone.reached", 25, 50, 75, 100]]


def test_an_instant_is_written_in_utc_with_whole_seconds() -> None:
    moment = AT.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert calendar.instant(moment) == "2027-01-31T23:59:59Z"
    assert calendar.read_instant("2027-01-31T23:59:59Z") == AT


def test_the_largest_change_leaves_a_note_that_fits() -> None:
    """A late correction of the largest amount that restates a period, passes every milestone and achieves the goal."""
    saver = Saver(given.savings_goal("2027-01-31", given.figures(MAX_MINOR, by="2027-03-31")))
    action = replace(saver.credit(1), number=MAX_MINOR)
    saver.actions[action.number] = action
    saver.wait_until(instant("2027-03-01"))
    saver.correct(action, MAX_MINOR)
    assert saver.said()[-7:] == [
        *("action.updated", "goal.period.restated"),
        *["goal.milestone.reached"] * 4,
        "goal.achieved",
    ]


def test_the_largest_figures_there_can_be_fit_a_note() -> None:
    most: tuple[Fact, ...] = (
        ActionUpdated(MAX_MINOR, MAX_MINOR, "credit", 3659, -MAX_MINOR),
        PeriodRestated(3659, MAX_MINOR, -MAX_MINOR, MAX_MINOR),
        *(MilestoneReached(level) for level in (25, 50, 75, 100)),
        GoalAchieved(),
    )
    assert len(correlated(note(AT, most), given.REQUEST).encode()) <= NOTE_LIMIT


def test_sequences_have_no_gaps_and_ids_are_unique() -> None:
    said = lived().events
    assert [event.sequence for event in said] == list(range(1, len(said) + 1))
    assert len({event.id for event in said}) == len(said)
    assert {event.subject for event in said} == {guids.goal_guid(lived().goal)}


def test_the_same_life_reports_the_same_events() -> None:
    """Exactly the same, ids included: a redelivery is known by its id."""
    assert [event.envelope() for event in lived().events] == [event.envelope() for event in lived().events]


def test_every_kind_of_change_was_reported_in_order() -> None:
    assert lived().said() == [
        *("goal.created", "goal.period.opened"),
        *("action.created", "action.created"),
        *("goal.period.closed", "goal.period.opened"),
        *("action.updated", "goal.period.restated"),
        *("goal.updated", "goal.milestone.reached"),
        *("action.deleted", "goal.period.restated"),
        *("action.created", *["goal.milestone.reached"] * 3, "goal.achieved"),
        *("goal.period.closed", "goal.period.opened", "goal.period.closed", "goal.finalising", "goal.completed"),
        "action.created",
    ]


def test_events_carry_no_names_and_no_free_text() -> None:
    text = json.dumps([event.envelope() for event in lived().events])
    assert "Car Savings" not in text
    assert "Boat" not in text


def test_every_event_of_a_goal_says_how_the_goal_stands_after_it() -> None:
    for event in lived().events:
        assert event.data.keys() >= {
            *("goal_id", "goal_number", "customer_id", "household_id", "account_id", "measured_by", "status"),
            *("tracking_status", "current_amount", "target_amount"),
        }
        assert event.data["goal_id"] == event.subject


def test_the_envelope_is_a_cloud_event() -> None:
    event = lived().events[2]
    assert event.envelope() == {
        "specversion": "1.0",
        "id": event.id,
        "source": "/savings.goals/bank",
        "type": "savings.goals.action.created.v1",
        "subject": event.subject,
        "time": "2027-01-05T09:00:00Z",
        "datacontenttype": "application/json",
        "sequence": "000000000003",
        "tenantid": "bank",
        "correlationid": given.REQUEST,
        "data": event.data,
    }
    assert "correlationid" not in replace(event, request=None).envelope()


def test_sequences_sort_as_text() -> None:
    written = [replace(lived().events[0], sequence=number).envelope()["sequence"] for number in (2, 10, 99999, 100000)]
    assert written == sorted(written)


def test_a_creation_reports_the_whole_plan() -> None:
    saver = lived()
    assert saver.events[0].data == {
        "goal_id": guids.goal_guid(saver.goal),
        "goal_number": saver.goal.id,
        "customer_id": given.CUSTOMER,
        "household_id": given.HOUSEHOLD,
        "account_id": guids.account_guid(given.TENANT, given.HOUSEHOLD, saver.goal.account),
        "measured_by": "actions",
        "status": "active",
        "tracking_status": "equal",
        "current_amount": {"currency": "GBP", "value": "0.00"},
        "target_amount": {"currency": "GBP", "value": "300.00"},
        "target": "date",
        "tracking_type": "debit_credit",
        "frequency": "monthly",
        "start_amount": {"currency": "GBP", "value": "0.00"},
        "period_amount": {"currency": "GBP", "value": "100.00"},
        "start_date": "2027-01-05",
        "end_date": "2027-03-31",
        "periods_count": 3,
        "past_periods": {"count": 0, "amount": {"currency": "GBP", "value": "0.00"}},
    }


def test_a_removed_action_is_reported_as_it_was() -> None:
    saver = Saver(given.three_months())
    action = saver.credit(40_00)
    saver.remove(action)
    about = saver.events[0].data.keys()
    assert {key: value for key, value in saver.events[-1].data.items() if key not in about} == {
        "action_id": guids.action_guid(saver.goal, action.number),
        "amount": {"currency": "GBP", "value": "40.00"},
        "credit_debit_indicator": "credit",
        "period_index": 0,
    }


@pytest.mark.parametrize(
    ("at", "data"),
    [
        (0, {"target": "date", "frequency": "monthly", "periods_count": 3, "end_date": "2027-03-31"}),
        (1, {"period_index": 0, "period_start_date": "2027-01-05", "period_end_date": "2027-01-31"}),
        (2, {"credit_debit_indicator": "credit", "amount": {"currency": "GBP", "value": "40.00"}, "period_index": 0}),
        (4, {"period_index": 0, "period_current_amount": {"currency": "GBP", "value": "50.00"}}),
        (6, {"signed_amount_before": {"currency": "GBP", "value": "40.00"}, "period_index": 0}),
        (7, {"period_current_amount_before": {"currency": "GBP", "value": "50.00"}}),
        (8, {"changed": ["name", "plan"], "target_amount": {"currency": "GBP", "value": "200.00"}}),
        (9, {"percent": 25}),
        (20, {"status": "finalising", "finalises_at": "2027-04-02T23:00:00Z"}),
        (21, {"status": "completed", "current_amount": {"currency": "GBP", "value": "200.00"}}),
        (22, {"status": "completed", "period_index": None}),
    ],
)
def test_each_event_carries_its_own_facts(at: int, data: dict[str, object]) -> None:
    event = lived().events[at]
    assert {key: event.data[key] for key in data} == data


def test_each_opened_period_is_named() -> None:
    saver = lived()
    opened = [event.data for event in saver.events if event.name == "goal.period.opened"]
    assert [(data["period_index"], data["period_start_date"]) for data in opened] == [
        (0, "2027-01-05"),
        (1, "2027-02-01"),
        (2, "2027-03-01"),
    ]
    assert [data["period_id"] for data in opened] == [guids.period_guid(saver.goal, index) for index in range(3)]


def test_an_activation_opens_the_first_period() -> None:
    plan = given.goal_plan("2027-01-31", start="2027-04-01", target_amount=200, period_amount=100)
    [change] = advance(given.goal("2027-01-31", plan).goal, instant("2027-04-01"))
    _, opened = events_for(change.goal, note(change.at, change.facts))
    assert (opened.data["period_index"], opened.data["period_end_date"]) == (0, "2027-04-30")


def test_a_closed_periods_id_and_target_are_its_own() -> None:
    saver = lived()
    closed = next(event for event in saver.events if event.name == "goal.period.closed")
    assert closed.data["period_id"] == guids.period_guid(saver.goal, 0)
    assert closed.data["period_target_amount"] == {"currency": "GBP", "value": "100.00"}
    assert closed.time == instant("2027-02-01")


def test_backdated_closes_are_expanded_to_one_event_each() -> None:
    """T-29: sequences go on through them."""
    plan = given.goal_plan("2027-01-31", start="2026-10-31", target_amount=600_00, end="2027-04-29")
    change = given.goal("2027-01-31", plan, completed_backdated_periods=1)
    said = list(events_for(change.goal, note(change.at, change.facts)))
    assert len(said) == events_in(change.facts) == change.goal.sequence
    assert [event.sequence for event in said] == list(range(1, len(said) + 1))
    assert [event.data["period_index"] for event in said[1:4]] == [0, 1, 2]


def test_amounts_are_written_in_the_goals_currency() -> None:
    plan = given.goal_plan("2027-01-31", target_amount=300, period_amount=100)
    change = given.goal("2027-01-31", plan, at=given.account("Asia/Tokyo", "JPY"))
    first = next(events_for(change.goal, note(change.at, change.facts)))
    assert first.data["target_amount"] == {"currency": "JPY", "value": "300"}


ACCOUNT = Account(
    number=7 * 2**12,
    tenant=given.TENANT,
    household=given.HOUSEHOLD,
    owner=given.CUSTOMER,
    savings_type=2,
    currency="GBP",
    balance=100_00,
    residual=-5_00,
    value_date=given.day("2027-01-31"),
    created_at=AT,
    sequence=9,
)


def test_an_accounts_events_show_its_balance_and_residual() -> None:
    text = note(AT, (BalanceChanged(), ResidualChanged()))
    said = list(events_for(ACCOUNT, text))
    assert [(event.name, event.sequence) for event in said] == [
        ("account.balance.changed", 8),
        ("account.residual.changed", 9),
    ]
    assert said[0].subject == said[0].data["account_id"] == guids.account_guid(given.TENANT, given.HOUSEHOLD, 7 * 2**12)
    assert said[1].data == {
        "account_id": said[0].subject,
        "household_id": given.HOUSEHOLD,
        "customer_id": given.CUSTOMER,
        "kind": "SharedSavings",
        "savings_type": 2,
        "balance": {"currency": "GBP", "value": "100.00"},
        "residual": {"currency": "GBP", "value": "-5.00"},
    }


def test_a_households_events_show_its_settings_and_people() -> None:
    home = HouseholdFacts(given.TENANT, given.HOUSEHOLD, 3, "Europe/London", "GBP", "en_GB", 2, [given.CUSTOMER])
    [said] = events_for(home, note(AT, (HouseholdUpdated(),)))
    assert (said.name, said.subject, said.sequence, said.time) == ("household.updated", given.HOUSEHOLD, 3, AT)
    assert said.data == {
        "household_id": given.HOUSEHOLD,
        "time_zone": "Europe/London",
        "currency": "GBP",
        "locale": "en_GB",
        "finalising_days": 2,
        "clients": [given.CUSTOMER],
    }


def test_the_same_event_has_one_id_and_another_has_another() -> None:
    event = Event("goal.created", "bank", "subject", 1, AT, {})
    assert event.id == replace(event, time=instant("2028-01-01")).id
    others = {replace(event, sequence=2).id, replace(event, subject="other").id, replace(event, tenant="fintech").id}
    assert len(others | {event.id}) == 4
