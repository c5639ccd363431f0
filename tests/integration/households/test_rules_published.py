"""The published requests of savings and contributions, with real ids, and the published answers to them.

The published answers were written by hand; where they are not what the request asked for, a test says so.
"""

import json
from typing import Any, Final

import pytest

from savings.usecases import contributions, household_accounts
from tests.integration.households.home import STRANGER, Home
from tests.product import BEN, Answer, Product

PUBLISHED_CLIENT: Final = "3F0B1C88-6D80-4C17-BB3E-1D68E6D26405"
PUBLISHED_DEPENDANT: Final = "4FDA7A23-46AF-45B0-89DB-635544D65147"
PUBLISHED_RISK_EVENT: Final = "1A58F6C8-90BD-4D2D-9B22-3E1F9C8E15E7"
PUBLISHED_LINK: Final = "F3AAED8D-3A5F-44B5-BC6D-9E8C7646C9D7"

SAVING: Final = """
{
  "ClientGUID": "3F0B1C88-6D80-4C17-BB3E-1D68E6D26405",
  "SavingsDescription": "API Test",
  "SavingsType": 22,
  "Value": 150000.1,
  "ValueDate": "2023-04-20",
  "JointOwnerClientGUID": "3F0B1C88-6D80-4C17-BB3E-1D68E6D26405",
  "MinimumBalance": 10000.1,
  "DependantGUID": "4FDA7A23-46AF-45B0-89DB-635544D65147",
  "ATRSlot": 1,
  "OriginalInvestmentValue": 1500,
  "OriginalInvestmentDate": "2023-04-20",
  "OriginalInvestmentPercentageWithdrawn": 15,
  "BackOfficeID": 13573,
  "BackOfficeSync": 1,
  "PolicyNumber": 134300454,
  "ProviderCode": "8379dc94-3bcf-e011-87a9-b8ac6f1693a9",
  "ISASpecialType": 1,
  "FutureRiskLevelChange": 1,
  "FutureRiskLevel": 17,
  "FutureRiskDateOfChangeBasis": 3,
  "FutureRiskDateOfChangeEventGUID": "1A58F6C8-90BD-4D2D-9B22-3E1F9C8E15E7",
  "FutureRiskDateOfChangeAge": 65,
  "FutureRiskDateOfChangeDate": "2069-02-01"
}
"""
SAVING_ANSWER: Final = """
{
  "success": true,
  "data": {
    "SavingsGUID": "E4A4A332-C53C-4C33-8D5B-1B846C3D6D6D",
    "ClientGUID": "3F0B1C88-6D80-4C17-BB3E-1D68E6D26405",
    "SavingsDescription": "API Test",
    "SavingsType": 22,
    "Value": 150000.1,
    "ValueDate": "2023-04-20",
    "JointOwnerClientGUID": "3F0B1C88-6D80-4C17-BB3E-1D68E6D26405",
    "MinimumBalance": 10000.1,
    "DependantGUID": "4FDA7A23-46AF-45B0-89DB-635544D65147",
    "ATRSlot": 1,
    "OriginalInvestmentValue": 1500,
    "OriginalInvestmentDate": "2023-04-20",
    "OriginalInvestmentPercentageWithdrawn": 15,
    "BackOfficeID": "F7FBB6B1-2D90-485C-AE89-9F9FA0426F1E",
    "BackOfficeSync": 1,
    "PolicyNumber": 134300454,
    "ProviderCode": "8379dc94-3bcf-e011-87a9-b8ac6f1693a9",
    "DefaultAccount": 1,
    "ISASpecialType": 1,
    "FutureRiskLevelChange": 1,
    "FutureRiskLevel": 17,
    "FutureRiskDateOfChangeBasis": 4,
    "FutureRiskDateOfChangeEventGUID": "F3AAED8D-3A5F-44B5-BC6D-9E8C7646C9D7",
    "FutureRiskDateOfChangeAge": 55,
    "FutureRiskDateOfChangeDate": "2069-05-04",
    "FormattedValues": {
      "Value": "£150,000",
      "ATRSlot": "Medium",
      "ValueDate": "20/04/2023",
      "SavingsType": "Structured Product",
      "ProviderCode": "1st Source Direct",
      "DependantGUID": "Diane Edwards",
      "DefaultAccount": "No",
      "ISASpecialType": "Junior ISA",
      "MinimumBalance": "£10,000",
      "FutureRiskLevel": "Lowest",
      "FutureRiskLevelChange": "Yes",
      "OriginalInvestmentDate": "20/04/2023",
      "OriginalInvestmentValue": "£1,500",
      "FutureRiskDateOfChangeDate": "04/05/2069",
      "FutureRiskDateOfChangeBasis": "Event",
      "FutureRiskDateOfChangeEventGUID": "API's State Pension Age",
      "OriginalInvestmentPercentageWithdrawn": "15%"
    }
  }
}
"""
CONTRIBUTION: Final = """
{
"TransactionType": 2,
"LinkedSavingsGUID": "F3AAED8D-3A5F-44B5-BC6D-9E8C7646C9D7",
"TransactionAmount": 5000.1,
"TransactionPercentage": 12,
"Frequency": 26,
"StartBasis": 3,
"StartEventGUID": "F3AAED8D-3A5F-44B5-BC6D-9E8C7646C9D7",
"StartAge": 42,
"StartDate": "2024-01-01",
"EndBasis": 3,
"EndEventGUID": "F3AAED8D-3A5F-44B5-BC6D-9E8C7646C9D7",
"EndAge": 65,
"EndDate": "2025-01-01",
"BackOfficeID": 13573,
"BackOfficeSync": 1
}
"""
CONTRIBUTION_ANSWER: Final = """
{
"success": true,
"data": {
"TransactionGUID": "055CAE9F-6167-4186-8DE2-EC994D2222A2",
"TransactionType": 2,
"SavingsGUID": "246C6E3A-3A3D-42A6-BEA3-85A8E3272C2C",
"LinkedSavingsGUID": "G3AAED8E-3A5G-66B5-BC6D-3E8C7646C9D9",
"TransactionAmount": 5000.1,
"TransactionPercentage": 12,
"Frequency": 26,
"StartBasis": 3,
"StartEventGUID": "F3AAED8D-3A5F-44B5-BC6D-9E8C7646C9D7",
"StartAge": 42,
"StartDate": "2024-01-01",
"EndBasis": 3,
"EndEventGUID": "F3AAED8D-3A5F-44B5-BC6D-9E8C7646C9D7",
"EndAge": 65,
"EndDate": "2025-01-01",
"BackOfficeID": "F7FBB6B1-2D90-485C-AE89-9F9FA0426F1E",
"BackOfficeSync": 1,
"FormattedValues": {
"EndDate": "01/01/2025",
"EndBasis": "Specific Date",
"Frequency": "Paid Fortnightly",
"StartDate": "01/01/2024",
"StartBasis": "Specific Date",
"SavingsGUID": "API Test",
"EndEventGUID": "Terry's State Pension Age",
"StareEventGUID": "Tom's State Pension Age",
"TransactionType": "Savings Contribution",
"LinkedSavingsGUID": "Current Account",
"TransactionAmount": "£5,000",
"TransactionPercentage": "12%"
}
}
}
"""


class Published:
    """The household of the published pages: their client, Diane Edwards who depends on it, three pension ages."""

    def __init__(self, product: Product) -> None:
        product.clock.set("2023-07-24T09:00:00Z")
        diane = {"FirstName": "Diane", "LastName": "Edwards", "DateOfBirth": "2010-02-03"}
        self.home = Home(product, anna=PUBLISHED_CLIENT.lower(), Dependants=[diane])
        self.api, self.tom, self.terry = (
            self.home.life_event(day, f"{name}'s State Pension Age")
            for name, day in (("API", "2055-05-04"), ("Tom", "2050-01-01"), ("Terry", "2051-01-01"))
        )

    @property
    def saving(self) -> dict[str, Any]:
        """The published request of a saving."""
        text = SAVING.replace(PUBLISHED_DEPENDANT, self.home.dependant).replace(PUBLISHED_RISK_EVENT, self.api)
        return dict(json.loads(text))

    @property
    def contribution(self) -> dict[str, Any]:
        """The published request of a contribution; its one GUID stands for three things."""
        body = dict(json.loads(CONTRIBUTION))
        return body | {
            "LinkedSavingsGUID": self.home.default.upper(),
            "StartEventGUID": self.tom,
            "EndEventGUID": self.terry,
        }


@pytest.fixture
def published(product: Product) -> Published:
    return Published(product)


def test_the_published_saving_is_created_and_answered_as_published(published: Published) -> None:
    answer = published.home.call("POST", "/savings", published.saving)
    assert answer.status == 201
    assert answer.headers["Location"].endswith(f"/savings/{answer.data['SavingsGUID']}")
    assert answer.body == _as_published(
        SAVING_ANSWER,
        answer,
        {
            "ClientGUID": PUBLISHED_CLIENT.lower(),
            "JointOwnerClientGUID": PUBLISHED_CLIENT.lower(),
            "DependantGUID": published.home.dependant,
            # The published answer has other values than its request, an integer in a text and a default account that
            # says No.
            "BackOfficeID": "13573",
            "PolicyNumber": "134300454",
            "DefaultAccount": None,
            "FutureRiskDateOfChangeBasis": 3,
            "FutureRiskDateOfChangeEventGUID": published.api,
            "FutureRiskDateOfChangeAge": 65,
            "FutureRiskDateOfChangeDate": "2069-02-01",
        },
        {"FutureRiskDateOfChangeDate": "01/02/2069", "FutureRiskDateOfChangeBasis": "Specific Date"},
    )


def test_the_published_contribution_is_created_and_answered_as_published(published: Published) -> None:
    saving = published.home.made("/savings", published.saving)["SavingsGUID"]
    answer = published.home.call("POST", f"/savings/{saving}/contributions", published.contribution)
    assert answer.status == 201
    assert answer.headers["Location"].endswith(f"/contributions/{answer.data['TransactionGUID']}")
    assert answer.body == _as_published(
        CONTRIBUTION_ANSWER,
        answer,
        {
            "SavingsGUID": saving,
            "LinkedSavingsGUID": published.home.default,
            "StartEventGUID": published.tom,
            "EndEventGUID": published.terry,
            "BackOfficeID": "13573",
        },
        {"StareEventGUID": None, "StartEventGUID": "Tom's State Pension Age"},
    )


def test_the_same_body_replaces_what_it_made(published: Published) -> None:
    home = published.home
    saving = home.made("/savings", published.saving)
    contributions = f"/savings/{saving['SavingsGUID']}/contributions"
    contribution = home.made(contributions, published.contribution)
    for path, body, made in (
        (f"/savings/{saving['SavingsGUID']}", published.saving, saving),
        (f"{contributions}/{contribution['TransactionGUID']}", published.contribution, contribution),
    ):
        answer = home.call("PUT", path, body)
        assert (answer.status, answer.body) == (200, {"success": True, "data": made})
        assert home.call("GET", path).data == made


def test_what_was_read_may_be_written_back(published: Published) -> None:
    """The members that only answers have are ignored, formatted values among them."""
    home = published.home
    saving = home.made("/savings", published.saving)["SavingsGUID"]
    contribution = home.made(f"/savings/{saving}/contributions", published.contribution)["TransactionGUID"]
    for path in (f"/savings/{saving}", f"/savings/{saving}/contributions/{contribution}", f"/savings/{home.default}"):
        read = home.call("GET", path).data
        answer = home.call("PUT", path, read)
        assert (answer.status, answer.data) == (200, read)
        assert home.call("GET", path).data == read


def test_lists_show_what_was_made(published: Published) -> None:
    home = published.home
    saving = home.made("/savings", published.saving)
    contributions = f"/savings/{saving['SavingsGUID']}/contributions"
    contribution = home.made(contributions, published.contribution)
    assert home.call("GET", "/savings").data[1:] == [saving]
    assert home.call("GET", contributions).data == [contribution]


def test_who_may_only_view_is_reported_so_in_the_published_words(published: Published, product: Product) -> None:
    home = published.home
    saving = home.made("/savings", published.saving)["SavingsGUID"]
    household = home.data | {"Access": [{"ClientGUID": BEN, "Level": "view"}]}
    assert home.call("PUT", "", household).status == 200
    for path, body in (("/savings", published.saving), (f"/savings/{saving}/contributions", published.contribution)):
        assert product.call("GET", f"{home.path}{path}", customer=BEN).status == 200
        answer = product.call("POST", f"{home.path}{path}", body, customer=BEN)
        assert (answer.status, answer.body) == (403, _refusal("You do not have permission to edit the household."))


@pytest.mark.parametrize("path", ["/savings", "/savings/4096/contributions"])
@pytest.mark.parametrize("household", [STRANGER, "garbled"])
def test_an_unknown_household_is_not_found(product: Product, published: Published, household: str, path: str) -> None:
    body = published.saving if path == "/savings" else published.contribution
    answer = product.call("POST", f"/api/v2/household/{household}{path}", body, customer=None)
    assert (answer.status, answer.body) == (404, _refusal("Household not found."))


def test_a_missing_client_is_reported_in_the_published_words(published: Published) -> None:
    body = published.saving
    del body["ClientGUID"]
    answer = published.home.call("POST", "/savings", body)
    said = {"ClientGUID": ["The client guid field is required."]}
    assert (answer.status, answer.body) == (422, _refusal("Validation Error.") | {"data": said})


def test_our_own_fault_is_answered_in_the_published_words(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = published.home
    saving = home.made("/savings", published.saving)["SavingsGUID"]
    for module, name in ((household_accounts, "check_account"), (contributions, "check_contribution")):
        monkeypatch.setattr(module, name, None)
    for path, body, message in (
        ("/savings", published.saving, "Failed to create savings in household"),
        (
            f"/savings/{saving}/contributions",
            published.contribution,
            "Failed to create savings contribution in household",
        ),
    ):
        answer = home.call("POST", path, body)
        assert (answer.status, answer.body) == (500, _refusal(message))


def _refusal(message: str) -> dict[str, Any]:
    return {"success": False, "message": message}


def _as_published(text: str, answer: Answer, other: dict[str, Any], formatted: dict[str, str | None]) -> dict[str, Any]:
    """Return the published answer with the id of what was made and with other values; a formatted None is not there."""
    body = dict(json.loads(text))
    data = body["data"]
    own = next(iter(data))
    shown = data["FormattedValues"] | formatted
    shown = {name: value for name, value in shown.items() if value is not None}
    return body | {"data": data | {own: answer.data[own]} | other | {"FormattedValues": shown}}
