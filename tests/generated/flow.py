"""One flow by the client that openapi-python-client makes: `python flow.py ADDRESS TOKEN` where it can be imported."""

import sys
from datetime import date
from typing import Any

from generated_client import AuthenticatedClient
from generated_client import models as m
from generated_client.api.goals import create_goal, get_goal, list_periods
from generated_client.api.households import create_household, create_saving, get_household
from generated_client.api.ledger import get_account, report_transaction
from generated_client.api.savings_goals import (
    goals_v1_savings_actions_get,
    goals_v1_savings_actions_post,
    goals_v1_savings_goal_get,
    goals_v1_savings_post,
)

APP = "demo-app"


def main(address: str, token: str) -> None:
    """Save for a car and a boat, and meet an error of each family, 401 and 404."""
    backend = AuthenticatedClient(base_url=address, token=token)
    people = [m.ClientBody(first_name="Tina", last_name="Edwards", date_of_birth=date(1990, 5, 4))]
    settings = m.CreateHousehold(time_zone="Europe/London", currency="GBP", clients=people)
    household = create_household.sync(client=backend, body=settings).data
    customer = household.clients[0].client_guid
    saving = m.SavingBody(
        client_guid=customer,
        savings_description="Rainy days",
        savings_type=2,
        value=2500.5,
        value_date=date(2024, 1, 1),
    )
    account = create_saving.sync(str(household.household_guid), client=backend, body=saving).data
    assert account.value == 2500.5
    tina: dict[str, Any] = {"client": backend, "x_client_id": APP, "x_customer_id": str(customer)}

    car = _save_for_a_car(tina, account.savings_guid)
    _plan_a_boat(tina, account.savings_guid)
    booked = get_account.sync(str(account.savings_guid), **tina).account
    assert (booked.balance_cents, booked.residual_cents) == (250050, 248550)

    stranger = AuthenticatedClient(base_url=address, token="forged")
    _meet_errors(backend, stranger, tina, str(household.household_guid), saving)
    assert goals_v1_savings_goal_get.sync(str(car), **tina).data.saved_amount.value == "15.00"


def _save_for_a_car(tina: dict[str, Any], account: Any) -> Any:
    plan = m.CreateSavingsGoal(
        name="Car Savings",
        account_id=account,
        target_amount=m.MoneyBody(value="3000", currency="GBP"),
        recurrent_amount=m.MoneyBody(value="750", currency="GBP"),
    )
    car = goals_v1_savings_post.sync(body=plan, idempotency_key="one car", **tina).data
    assert goals_v1_savings_post.sync(body=plan, idempotency_key="one car", **tina).data.id == car.id
    put_in = m.CreateAction(amount=m.MoneyBody(value="15"), credit_debit_indicator=m.Direction.CREDIT)
    made = goals_v1_savings_actions_post.sync(str(car.id), body=put_in, **tina).data
    assert [one.id for one in goals_v1_savings_actions_get.sync(str(car.id), **tina).data] == [made.id]
    too_much = m.CreateAction(amount=m.MoneyBody(value="9999"), credit_debit_indicator=m.Direction.CREDIT)
    refused = goals_v1_savings_actions_post.sync(str(car.id), body=too_much, **tina)
    assert refused.errors.additional_properties.keys() == {"amount.value"}
    plan.target_date = date(2000, 1, 31)
    assert goals_v1_savings_post.sync(body=plan, **tina).code_id == "failed_validation"
    return car.id


def _plan_a_boat(tina: dict[str, Any], account: Any) -> None:
    plan = m.CreateGoal(
        name="Boat",
        account_id=account,
        tracking_type=m.TrackingType.CREDIT,
        frequency=m.Frequency.MONTHLY,
        target=m.Target.AMOUNT,
        target_amount="1200.00",
        period_amount="100.00",
    )
    boat = create_goal.sync(body=plan, **tina)
    assert isinstance(boat.end_date, date)
    assert len(list_periods.sync(str(boat.id), **tina)) == boat.periods_count == 12
    plan.end_date = boat.start_date
    infeasible = create_goal.sync(body=plan, **tina)
    assert isinstance(infeasible, m.InfeasibleProblem)
    assert infeasible.alternatives


def _meet_errors(backend: Any, stranger: Any, tina: dict[str, Any], household: str, saving: Any) -> None:
    nobody = {**tina, "client": stranger}
    for read, unknown in ((get_goal, m.Problem), (get_account, m.LedgerProblem)):
        assert isinstance(read.sync("7", **tina), unknown)
        assert read.sync("7", **nobody).code == "unauthorised"
    assert isinstance(goals_v1_savings_goal_get.sync("7", **tina), m.SavingsGoalError)
    assert isinstance(goals_v1_savings_goal_get.sync("7", **nobody), m.SavingsGoalError)
    assert get_household.sync("7", client=backend).message == "Household not found."
    assert isinstance(get_household.sync(household, client=stranger), m.HouseholdError)
    nameless = AuthenticatedClient(base_url=backend._base_url, token="").get_httpx_client()
    nameless.headers.pop("Authorization")
    for answer in (get_goal, get_account):
        without = AuthenticatedClient(base_url=backend._base_url, token="")
        without.set_httpx_client(nameless)
        assert isinstance(answer.sync("7", client=without), m.GatewayError)
    moved = m.TransactionBody(
        type_=m.TransactionType.DEPOSIT, external_id="1", user_id=saving.client_guid, amount_cents=0
    )
    refused = report_transaction.sync(body=m.ReportTransaction(transaction=moved), **tina)
    assert isinstance(refused, m.LedgerProblem)
    saving.savings_type = 99
    invalid = create_saving.sync(household, client=backend, body=saving)
    assert invalid.data.additional_properties.keys() == {"SavingsType"}


if __name__ == "__main__":
    main(*sys.argv[1:])
