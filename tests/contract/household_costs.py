"""What the calls of a household cost: each is made once, in turn, and the table itself says what it consumed.

The household is a family of two adults, one dependant, three life events, six accounts and twenty contributions.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.contract.costs import cost_row, fresh_product
from tests.integration.households.a_family import Family
from tests.product import ANNA, BEN, Answer, Meter, Product, person

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEY: Final = {"Idempotency-Key": "4f6d2c1e-7a43-4c0b-9f0e-2f1f6f1f9a10"}


@dataclass(frozen=True)
class Call:
    """A call below the family's household, or of the route of all households."""

    title: str
    method: str
    path: str
    body: Any = None
    options: Mapping[str, Any] = field(default_factory=dict)
    of_all: bool = False


_Calls = Generator[Call, Answer, None]


def cost_table(client: "DynamoDBClient") -> list[str]:
    """Return the rows of the table of costs; `client` reports consumed capacity as AWS does."""
    meter = Meter()
    with fresh_product(client, meter) as product:
        return [cost_row(call.title, meter) for call in measured(product)]


def measured(product: Product) -> Iterator[Call]:
    """Make each call; when it is yielded, the product's meter has heard nothing else."""
    family = Family(product)
    product.close_all()
    for part in (_of_the_household, _of_its_people, _of_its_savings, _of_its_contributions, _of_all):
        made = part(family)
        call = next(made, None)
        while call is not None:
            answer = _make(family, call)
            assert answer.status < 300, (call, answer)
            yield call
            family.second()
            try:
                call = made.send(answer)
            except StopIteration:
                call = None


def _make(family: Family, call: Call) -> Answer:
    product = family.product
    path = "/api/v2/household" if call.of_all else family.home.path + call.path
    product.clock.forward(seconds=1)  # so that its id is free
    product.meter.reset()
    return product.call(call.method, path, call.body, **{"customer": None, **call.options})


def _of_the_household(_: Family) -> _Calls:
    settings = {"TimeZone": "Europe/London", "Currency": "GBP"}
    yield Call("GET a household", "GET", "")
    yield Call("PUT a household", "PUT", "", settings)
    yield Call(
        "PUT a household in another zone: 6 accounts, 7 owners", "PUT", "", {**settings, "TimeZone": "Asia/Tokyo"}
    )


def _of_its_people(family: Family) -> _Calls:
    yield Call("GET clients, one, dependants, life events or their options", "GET", "/clients")
    client = yield Call("POST a client", "POST", "/clients", person())
    path = f"/clients/{client.data['ClientGUID']}"
    yield Call("PUT a client", "PUT", path, person(FirstName="Eve"))
    yield Call("DELETE a client", "DELETE", path)
    born = person(DateOfBirth="1991-02-03")
    yield Call("PUT a client with another date of birth: 10 contributions move", "PUT", f"/clients/{BEN}", born)
    dependant = yield Call("POST a dependant", "POST", "/dependants", person())
    path = f"/dependants/{dependant.data['DependantGUID']}"
    yield Call("PUT a dependant", "PUT", path, person(FirstName="Eve"))
    yield Call("DELETE a dependant", "DELETE", path)
    body = {"EventLabel": "Party", "EventBasis": 1, "EventDate": "2040-06-01"}
    event = yield Call("POST a life event", "POST", "/events", body)
    path = f"/events/{event.data['EventGUID']}"
    yield Call("PUT a life event", "PUT", path, {**body, "EventLabel": "Ball"})
    yield Call("DELETE a life event", "DELETE", path)
    school = f"/events/{family.events['school']}"
    yield Call(
        "PUT a life event on another date: 5 contributions move", "PUT", school, {**body, "EventLabel": "School"}
    )


def _of_its_savings(family: Family) -> _Calls:
    home, joint = family.home, family.savings[1]
    yield Call("GET the savings of a household", "GET", "/savings")
    yield Call("GET a saving", "GET", f"/savings/{joint}")
    yield Call(
        "GET a saving's projection over 20 years", "GET", f"/savings/{joint}/projection", options=_until("2047-01-10")
    )
    yield Call("GET the options of savings or pensions", "GET", "/savings/options")
    yield Call("GET the options of contributions", "GET", "/savings/contributions/options")
    yield Call("POST a saving", "POST", "/savings", home.saving_body())
    full = home.saving_body(JointOwnerClientGUID=BEN, DependantGUID=home.dependant)
    yield Call("POST a saving with joint owner and dependant under a key", "POST", "/savings", full, {"headers": KEY})
    yield Call("the same POST again under its key", "POST", "/savings", full, {"headers": KEY})
    made = yield Call("POST a saving with nothing in it", "POST", "/savings", home.saving_body(Value=0))
    path = f"/savings/{made.data['SavingsGUID']}"
    yield Call("PUT a saving", "PUT", path, home.saving_body(Value=0, SavingsDescription="Gold"))
    yield Call("PUT a saving with another value", "PUT", path, home.saving_body(Value=9))
    yield Call("PUT a saving with another owner", "PUT", path, home.saving_body(Value=9, ClientGUID=BEN))
    yield Call("DELETE a saving", "DELETE", path)
    yield Call("DELETE a saving with 4 contributions", "DELETE", f"/savings/{family.savings[5]}")


def _until(day: str) -> dict[str, Any]:
    return {"query": {"until": day}}


def _of_its_contributions(family: Family) -> _Calls:
    home, (saving, contribution) = family.home, family.contributions[0]
    path = f"/savings/{saving}/contributions"
    later = {"StartBasis": 3, "StartDate": "2027-06-01"}
    yield Call("GET a saving's contributions", "GET", path)
    yield Call("GET a contribution", "GET", f"{path}/{contribution}")
    made = yield Call("POST a contribution between dates", "POST", path, home.contribution_body(**later))
    by_event = home.contribution_body(StartBasis=4, StartEventGUID=family.events["school"])
    yield Call("POST a contribution from a life event", "POST", path, by_event)
    transfer = home.contribution_body(TransactionType=12, LinkedSavingsGUID=family.savings[0], **later)
    yield Call("POST a contribution from another saving under a key", "POST", path, transfer, {"headers": KEY})
    each = f"{path}/{made.data['TransactionGUID']}"
    yield Call("PUT a contribution between dates", "PUT", each, home.contribution_body(TransactionAmount=5, **later))
    yield Call("PUT a contribution from a life event instead", "PUT", each, by_event)
    yield Call("DELETE a contribution from a life event", "DELETE", each)


def _of_all(_: Family) -> _Calls:
    yield Call("GET the households of a tenant: 1", "GET", "", of_all=True)
    yield Call("GET the household of a person", "GET", "", options={"customer": ANNA}, of_all=True)
    body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(), person()], "Dependants": [person()]}
    yield Call("POST a household with two clients and a dependant", "POST", "", body, of_all=True)
