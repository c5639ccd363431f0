"""The console in a real Chromium: families with something in everything that it shows."""

from typing import Any, Final

from tests.gates.console_page import post
from tests.local.serving import Family, Served

_FAMILIES: Final[dict[str, dict[str, str]]] = {
    "de-DE": {
        "HouseholdLabel": "Familie Brandt-Oppenheimer",
        "TimeZone": "Europe/Berlin",
        "Currency": "EUR",
        "Locale": "de_DE",
        "account": "Rücklage für Unvorhergesehenes",
        "goal": "Donaudampfschifffahrtsgesellschaftsreise",
        "other": "Auto",
    },
    "en-GB": {
        "HouseholdLabel": "The Edwards family",
        "TimeZone": "Europe/London",
        "Currency": "GBP",
        "Locale": "en_GB",
        "account": "Rainy days",
        "goal": "Car",
        "other": "Bicycle",
    },
}


def views_of(served: Served, locale: str) -> dict[str, tuple[str, str]]:
    """Return the address of each view of a family with something in everything, and what shows that it is there."""
    family, goal = _lively_family(served, _FAMILIES[locale])
    home = f"/households/{family.household}"
    person = f"{home}/people/{family.customer}"
    return {
        "start": ("/", ".columns"),
        "households": ("/households", ".cards .card"),
        "household": (home, ".goal"),
        "account": (f"{person}/accounts/{family.account}", ".calendar"),
        "goal": (f"{person}/goals/{goal}", ".chart svg g"),
        "transactions": (f"{person}/transactions", "table"),
        "notifications": (f"{person}/inbox", ".card summary"),
        "events": ("/events", ".events"),
        "time": ("/time", "table"),
        "new-household": ("/households/new", "form"),
        "new-account": (f"{home}/accounts/new", "form"),
        "new-goal": (f"{person}/goals/new", "form"),
        "new-person": (f"{home}/people/new", "form"),
        "new-life-event": (f"{home}/events/new", "form"),
        "preferences": (f"{person}/preferences", "form"),
        "nothing": ("/not/here", "h1"),
    }


def _lively_family(served: Served, words: dict[str, str]) -> tuple[Family, int]:
    """Have a family that saved, was paid and corrected, two months ago; return it with its goal's number."""
    family = _household(served, words)
    goal = goal_of(served, family, words["goal"], "1200", "100")
    first = record(served, goal, "275")
    record(served, goal_of(served, family, words["other"], "600", "50"), "20.50")
    contributions = f"/api/v2/household/{family.household}/savings/{family.account}/contributions"
    moments = {"StartBasis": 3, "StartDate": "2027-03-15", "EndBasis": 3, "EndDate": "2030-03-15"}
    post(served, contributions, {"TransactionType": 2, "TransactionAmount": 300, "Frequency": 12, **moments})
    deposit(served, family, "pay", 25_000)
    deposit(served, family, "gift", 4_000, toDreamId=goal)
    assert served.http.put("/_local/clock", json={"by": "P2M"}).status_code == 200
    record(served, goal, "60")
    amount = {"amount": {"value": "250"}}
    assert served.http.patch(f"/goals/v1/savings/{goal}/actions/{first}", json=amount).is_success
    return family, served.http.get(f"/goals/{goal}").json()["id"]


def _household(served: Served, words: dict[str, str]) -> Family:
    served.http.headers.pop("X-Customer-Id", None)
    served.act_for(None)
    body = {name: words[name] for name in ("HouseholdLabel", "TimeZone", "Currency", "Locale")}
    tina = {"FirstName": "Tina", "LastName": words["HouseholdLabel"].split()[1], "DateOfBirth": "1990-05-04"}
    home = post(served, "/api/v2/household", {**body, "Clients": [tina]})["data"]
    customer = home["Clients"][0]["ClientGUID"]
    today = served.http.get("/_local/clock").json()["now"][:10]
    saving = {"ClientGUID": customer, "SavingsDescription": words["account"], "SavingsType": 2, "Value": 5000}
    path = f"/api/v2/household/{home['HouseholdGUID']}/savings"
    account = post(served, path, {**saving, "ValueDate": today})["data"]["SavingsGUID"]
    served.act_for(customer)
    return Family(home["HouseholdGUID"], customer, account)


def goal_of(served: Served, family: Family, name: str, target: str = "1200", each: str = "100") -> str:
    plan = {"target_amount": {"value": target}, "recurrent_amount": {"value": each}}
    made = post(served, "/goals/v1/savings", {"name": name, "account_id": family.account, **plan})
    return str(made["data"]["id"])


def record(served: Served, goal: str, value: str) -> str:
    entry = {"amount": {"value": value}, "credit_debit_indicator": "credit"}
    return str(post(served, f"/goals/v1/savings/{goal}/actions", entry)["data"]["id"])


def deposit(served: Served, family: Family, name: str, cents: int, **members: Any) -> None:
    body = {"type": "Deposit", "userId": family.customer, "amountCents": cents, "toAccountId": family.account}
    post(served, "/transactions", {"transaction": {**body, "externalId": f"{name}-{family.account}", **members}})
