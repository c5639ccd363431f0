"""Changes of a household from which more follows than one transaction holds, with the limits as they are."""

import pytest

from savings.domain.account import MAX_CONTRIBUTIONS
from savings.store.table import TRANSACTION_LIMIT
from savings.usecases.attempt import TRIES
from tests.faults import THROTTLED, Faults
from tests.integration.households.home import Home
from tests.product import ANNA, Product, person

PLANNED = 108


def starts(product: Product) -> list[str]:
    return [item["start_date"]["S"] for item in product.items() if item["SK"]["S"].startswith("CONTRIBUTION#")]


@pytest.mark.gate
def test_a_birth_date_moves_every_contribution_or_none(product: Product, faults: Faults) -> None:
    home = Home(product)
    savings = []
    for _ in range(0, PLANNED, MAX_CONTRIBUTIONS):
        product.clock.forward(seconds=1)
        savings.append(home.saving())
    for place in range(PLANNED):
        product.clock.forward(seconds=1)
        home.contribution(savings[place % len(savings)], StartBasis=2, StartAge=60, EndBasis=2, EndAge=70)
    assert len(starts(product)) == PLANNED > TRANSACTION_LIMIT
    body = person(DateOfBirth="1989-05-13", FirstName="Anna")
    faults.refuse("TransactWriteItems", THROTTLED, times=TRIES)
    with product.unchanged():
        assert home.call("PUT", f"/clients/{ANNA}", body).status == 503
    assert set(starts(product)) == {"2048-04-12"}
    assert home.call("PUT", f"/clients/{ANNA}", body).status == 200
    assert starts(product) == ["2049-05-13"] * PLANNED
    product.audit()
