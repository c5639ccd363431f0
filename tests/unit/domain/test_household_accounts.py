"""What a saving may say: each published rule on both sides, and all broken ones at once."""

from dataclasses import replace
from typing import Any, Final

import pytest

from savings.domain.codes import AGE, CURRENT_ACCOUNT, DATE, EVENT, SECOND_AGE
from savings.domain.dates import DATED, Life, LifeEvent, Moment
from savings.domain.errors import Refused
from savings.domain.household_accounts import AccountFigures, RiskChange, Surroundings, check_account
from tests.published_tables import EVERY_SAVINGS_TYPE, is_joint
from tests.unit.domain.given import day

ANNA, BEN, STRANGER = "anna", "ben", "stranger"
TODAY: Final = day("2027-01-10")
TIM, NOBODY = 4096, 8192
RETIREMENT, UNKNOWN = 12288, 0
LIFE: Final = Life(
    {ANNA: day("1988-04-12"), BEN: day("1990-01-11")},
    {RETIREMENT: LifeEvent(number=RETIREMENT, label="Retirement", basis=DATED, day=day("2020-01-01"))},
)
AROUND: Final = Surroundings(LIFE, frozenset({TIM}), TODAY)
SAVING: Final = AccountFigures(client=ANNA, savings_type=2, value=0, value_date=TODAY)
NO_MOMENT: Final = None
YES, NO = 1, 2
LOWEST: Final = 17

Errors = list[tuple[str, str]]


def errors(figures: AccountFigures, around: Surroundings = AROUND) -> Errors:
    """Return the members and codes that a saving is refused for; none when it is accepted."""
    try:
        check_account(figures, around)
    except Refused as refusal:
        return [(error.name, error.code) for error in refusal.errors]
    return []


def changing(savings_type: int, change: int | None, level: int | None, moment: Moment | None) -> AccountFigures:
    return replace(SAVING, savings_type=savings_type, risk=RiskChange(change, level, moment))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"client": BEN},
        {"value_date": day("1999-12-31")},
        {"value": 2**53 - 1},
        {"joint_owner": BEN},
        {"joint_owner": ANNA},
        {"minimum_balance": 0},
        {"minimum_balance": 100_00},
        {"dependant": TIM, "dependant_given": True},
        {"atr_slot": 1, "isa_special_type": 2, "provider": "8379dc94-3bcf-e011-87a9-b8ac6f1693a9"},
    ],
)
def test_a_saving_that_breaks_no_rule_is_accepted(changed: dict[str, Any]) -> None:
    """An owner who is their own joint owner is in the published request."""
    assert errors(replace(SAVING, **changed)) == []


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client": STRANGER}, ("client", "not_in_household")),
        ({"savings_type": 0}, ("savings_type", "unknown_code")),
        ({"savings_type": 23}, ("savings_type", "unknown_code")),
        ({"value": -1}, ("value", "negative")),
        ({"value_date": day("2027-01-11")}, ("value_date", "in_the_future")),
        ({"joint_owner": STRANGER}, ("joint_owner", "not_in_household")),
        ({"minimum_balance": -1}, ("minimum_balance", "negative")),
        ({"dependant": NOBODY, "dependant_given": True}, ("dependant", "not_in_household")),
        ({"dependant_given": True}, ("dependant", "not_in_household")),
        ({"atr_slot": 2}, ("atr_slot", "unknown_code")),
        ({"isa_special_type": 3}, ("isa_special_type", "unknown_code")),
        ({"provider": "8379dc94-3bcf-e011-87a9-b8ac6f1693a8"}, ("provider", "unknown_code")),
        ({"risk": RiskChange(3)}, ("risk_change", "unknown_code")),
    ],
)
def test_each_rule_of_a_saving_names_its_member(changed: dict[str, Any], error: tuple[str, str]) -> None:
    assert errors(replace(SAVING, **changed)) == [error]


@pytest.mark.parametrize("savings_type", EVERY_SAVINGS_TYPE)
def test_only_a_current_account_may_be_negative(savings_type: int) -> None:
    expected = [] if savings_type == CURRENT_ACCOUNT == 1 else [("value", "negative")]
    assert errors(replace(SAVING, savings_type=savings_type, value=-1)) == expected
    assert errors(replace(SAVING, savings_type=savings_type, value=0)) == []


@pytest.mark.parametrize("savings_type", EVERY_SAVINGS_TYPE)
def test_some_types_cannot_have_a_joint_owner(savings_type: int) -> None:
    figures = replace(SAVING, savings_type=savings_type)
    expected = [] if is_joint(savings_type) else [("joint_owner", "not_joint")]
    assert errors(replace(figures, joint_owner=BEN)) == expected
    assert errors(figures) == []


@pytest.mark.parametrize("savings_type", EVERY_SAVINGS_TYPE)
@pytest.mark.parametrize("change", [YES, NO, None])
def test_a_change_of_risk_is_looked_at_for_investments_that_want_one(savings_type: int, change: int | None) -> None:
    required = [("risk_level", "required"), ("risk_basis", "required")]
    assert errors(changing(savings_type, change, None, NO_MOMENT)) == (
        required if savings_type > 5 and change == YES else []
    )


@pytest.mark.parametrize("change", [NO, None])
@pytest.mark.parametrize("savings_type", [5, 6])
def test_without_a_change_nothing_about_it_is_checked(savings_type: int, change: int | None) -> None:
    assert errors(changing(savings_type, change, 99, Moment(99, 0, day("1999-01-01"), UNKNOWN))) == []


@pytest.mark.parametrize("savings_type", [1, 2, 3, 4, 5])
def test_cash_ignores_a_change_of_risk(savings_type: int) -> None:
    assert errors(changing(savings_type, YES, 99, Moment(99, 0, day("1999-01-01"), UNKNOWN))) == []


AT, EVENT_AT, ON = "risk_age", "risk_event", "risk_date"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (Moment(DATE), [(ON, "required")]),
        (Moment(DATE, 65, None, RETIREMENT), [(ON, "required")]),
        (Moment(DATE, day=day("2027-01-09")), [(ON, "not_in_future")]),
        (Moment(DATE, day=TODAY), [(ON, "not_in_future")]),
        (Moment(DATE, day=day("2027-01-11")), []),
        (Moment(DATE, 0, day("2069-02-01"), UNKNOWN), []),
        (Moment(AGE), [(AT, "required")]),
        (Moment(AGE, None, day("2069-02-01"), RETIREMENT), [(AT, "required")]),
        (Moment(AGE, 38), [(AT, "not_in_future")]),
        (Moment(AGE, 39), []),
        (Moment(AGE, 39, day("1999-01-01"), UNKNOWN), []),
        (Moment(SECOND_AGE), [(AT, "required")]),
        (Moment(SECOND_AGE, 36), [(AT, "not_in_future")]),
        (Moment(SECOND_AGE, 37), []),
        (Moment(EVENT), [(EVENT_AT, "required")]),
        (Moment(EVENT, 65, day("2069-02-01"), None), [(EVENT_AT, "required")]),
        (Moment(EVENT, event=UNKNOWN), [(EVENT_AT, "not_in_household")]),
        (Moment(EVENT, event=RETIREMENT), []),
        (Moment(EVENT, 0, day("1999-01-01"), RETIREMENT), []),
        (Moment(1), [("risk_basis", "unknown_code")]),
        (Moment(5), [("risk_basis", "unknown_code")]),
        (Moment(6), [("risk_basis", "unknown_code")]),
    ],
)
@pytest.mark.parametrize("savings_type", [6, 22])
def test_when_the_risk_changes_depends_on_the_basis(savings_type: int, moment: Moment, expected: Errors) -> None:
    """Only what the basis selects is looked at; an event need not be in the future, an age and a date must."""
    assert errors(changing(savings_type, YES, LOWEST, moment)) == expected


@pytest.mark.parametrize(("today", "expected"), [("2027-04-11", []), ("2027-04-12", [(AT, "not_in_future")])])
def test_an_age_that_is_reached_today_is_not_in_the_future(today: str, expected: Errors) -> None:
    figures = replace(changing(6, YES, LOWEST, Moment(AGE, 39)), value_date=day("2027-01-01"))
    assert errors(figures, replace(AROUND, today=day(today))) == expected


def test_an_age_of_nobody_cannot_be_reported_and_is_let_pass() -> None:
    alone = Surroundings(Life({ANNA: day("1988-04-12")}, {}), frozenset(), TODAY)
    assert errors(changing(6, YES, LOWEST, Moment(SECOND_AGE, 0)), alone) == []


@pytest.mark.parametrize(("level", "expected"), [(99, "unknown_code"), (None, "required")])
def test_the_level_of_the_risk_must_be_one_of_the_table(level: int | None, expected: str) -> None:
    figures = changing(6, YES, level, Moment(DATE, day=day("2069-02-01")))
    assert errors(figures) == [("risk_level", expected)]


@pytest.mark.parametrize(
    ("figures", "event"),
    [
        (changing(6, YES, LOWEST, Moment(EVENT, event=RETIREMENT)), RETIREMENT),
        (changing(5, YES, LOWEST, Moment(EVENT, event=RETIREMENT)), None),
        (changing(6, NO, LOWEST, Moment(EVENT, event=RETIREMENT)), None),
        (changing(6, YES, LOWEST, Moment(DATE, day=day("2069-02-01"), event=RETIREMENT)), None),
        (changing(6, YES, LOWEST, NO_MOMENT), None),
    ],
)
def test_a_saving_depends_on_the_event_that_its_rules_select(figures: AccountFigures, event: int | None) -> None:
    assert figures.risk_event == event


def test_every_rule_that_is_broken_is_named_at_once() -> None:
    figures = AccountFigures(
        client=STRANGER,
        savings_type=99,
        value=-1,
        value_date=day("2027-01-11"),
        joint_owner=STRANGER,
        minimum_balance=-1,
        dependant_given=True,
        atr_slot=99,
        isa_special_type=99,
        provider="nobody",
        risk=RiskChange(YES, None, NO_MOMENT),
    )
    assert [name for name, _ in errors(figures)] == [
        "client",
        *("savings_type", "atr_slot", "isa_special_type", "provider"),
        *("value", "value_date", "joint_owner", "minimum_balance", "dependant"),
        *("risk_level", "risk_basis"),
    ]
