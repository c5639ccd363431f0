"""Bodies that cannot be read: malformed JSON, doubled members, other content types, too large, too deep."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.product import ANNA, Answer, Product, goal_body, person

pytestmark = pytest.mark.usefixtures("audited", "validators")

KILOBYTE = 1024


@pytest.fixture
def places(product: Product, household: dict[str, Any], account: str) -> "Iterator[list[Place]]":
    """Routes of every family that read a body, with a body that each accepts; where none did, nothing was written."""
    amount = {"value": "10"}
    plan = {"name": "Car", "account_id": account, "target_amount": amount, "recurrent_amount": amount}
    saving = {
        "ClientGUID": ANNA,
        "SavingsDescription": "Rainy days",
        "SavingsType": 2,
        "Value": 10,
        "ValueDate": "2027-01-10",
    }
    action = {"amount": amount, "credit_debit_indicator": "credit"}
    there = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person()]}
    savings_goal = f"/goals/v1/savings/{product.savings_goal(account)}"
    routes: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/goals", goal_body(account)),
        ("PUT", f"/goals/{product.goal(account)['id']}", {"name": "Car"}),
        ("POST", "/goals/preview", goal_body(account)),
        ("POST", "/goals/v1/savings", plan),
        ("PATCH", savings_goal, {"name": "Car"}),
        ("POST", f"{savings_goal}/actions", action),
        ("POST", "/api/v2/household", there),
        ("POST", f"/api/v2/household/{household['HouseholdGUID']}/savings", saving),
    ]
    made, before = [Place(product, *route) for route in routes], product.items()
    yield made
    assert product.items() == before or any(place.has_accepted for place in made)


class Place:
    """A route that reads a body."""

    def __init__(self, product: Product, method: str, path: str, body: dict[str, Any]) -> None:
        self.product, self.method, self.path, self.body = product, method, path, body
        self.text = json.dumps(body)
        self.name = next(iter(body))
        self.has_accepted = False

    def refused(self, text: str, content_type: str = "application/json") -> Answer:
        """Send a text that must be refused."""
        answer = self.product.call(self.method, self.path, raw=text, headers={"Content-Type": content_type})
        assert 400 <= answer.status < 500, answer
        return answer

    def accepted(self, text: str, content_type: str = "application/json") -> None:
        """Send a text that must be read."""
        answer = self.product.call(self.method, self.path, raw=text, headers={"Content-Type": content_type})
        assert answer.status in (200, 201), answer.body
        self.has_accepted = True


def the_body_is_named(answer: Answer, sentence: str) -> bool:
    return answer.status == 400 and [sentence in text for text in answer.said["body"]] == [True]


MALFORMED = (
    *("", " ", "{", "}", "{]", "{'a': 1}", '{"a": 1,}', '{"a" 1}', '{"a": tru}', '{"a": .5}', '{"a": 01}', '{"a": +1}'),
    *('{"a": "\n"}', '{"a": 1} {"b": 2}', '{"a": 1}x', "undefined", '{"a": "\\x41"}', "{a: 1}", "<xml/>", "name=Boat"),
)


def test_malformed_json_is_400(places: list[Place]) -> None:
    for place in places:
        for text in MALFORMED:
            assert the_body_is_named(place.refused(text), "ust be JSON")


def test_what_is_no_json_number_is_400(places: list[Place]) -> None:
    for place in places:
        for number in ("NaN", "Infinity", "-Infinity", "nan"):
            assert the_body_is_named(place.refused(f'{{"{place.name}": {number}}}'), "ust be JSON")


def test_what_is_no_object_is_400(places: list[Place]) -> None:
    for place in places:
        for text in ("[]", "null", "1", '"text"', "true", "[{}]"):
            assert the_body_is_named(place.refused(text), "ust be a JSON object.")


def test_a_member_that_is_there_twice_is_named(places: list[Place]) -> None:
    for place in places:
        answer = place.refused(place.text.replace("{", f'{{"{place.name}": "first", ', 1))
        assert answer.status == 400
        assert list(answer.said) == [place.name]
        assert "s there more than once." in answer.said[place.name][0]


def test_a_member_that_is_there_twice_deep_inside_is_named(places: list[Place]) -> None:
    for place in places:
        answer = place.refused('{"metadata": [{"deep": {"twice": 1, "twice": 1}}]}')
        assert (answer.status, list(answer.said)) == (400, ["twice"])


def test_members_whose_names_differ_by_case_are_two(places: list[Place]) -> None:
    for place in places:
        answer = place.refused(place.text.replace("{", f'{{"{place.name.swapcase()}": "x", ', 1))
        assert list(answer.said) == [place.name.swapcase()]


def test_every_member_that_the_route_does_not_know_is_named(places: list[Place]) -> None:
    for place in places:
        answer = place.refused(json.dumps({**place.body, "colour": "blue", "rank": 1}))
        assert answer.status in (400, 422)
        assert list(answer.said) == ["colour", "rank"]


FOREIGN = (
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "json",
)


def test_another_content_type_is_400(places: list[Place]) -> None:
    for place in places:
        for content_type in FOREIGN:
            answer = place.refused(place.text, content_type)
            assert the_body_is_named(answer, "ontent type must be application/json.")


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON", ""])
def test_the_content_type_may_have_parameters_or_be_missing(places: list[Place], content_type: str) -> None:
    for place in places:
        place.accepted(place.text, content_type)


@pytest.mark.parametrize("size", [300 * KILOBYTE, 2 * KILOBYTE * KILOBYTE])
def test_a_body_that_is_too_large_is_413(places: list[Place], size: int) -> None:
    for place in places:
        for text in (place.text + " " * size, json.dumps({**place.body, place.name: "x" * size}), "{" * size):
            answer = place.refused(text)
            assert answer.status == 413
            assert "ust be at most 256 KB." in answer.said["body"][0]


def test_a_body_of_256_kilobytes_is_read(places: list[Place]) -> None:
    for place in places:
        place.accepted(place.text + " " * (256 * KILOBYTE - len(place.text)))
        assert place.refused(place.text + " " * (256 * KILOBYTE - len(place.text) + 1)).status == 413


def test_kilobytes_are_counted_in_utf_8(places: list[Place]) -> None:
    for place in places:
        answer = place.refused(json.dumps({"name": "\u00e9" * 140 * KILOBYTE}, ensure_ascii=False))
        assert answer.status == 413


def test_a_body_that_is_nested_too_deeply_is_refused(places: list[Place]) -> None:
    for place in places:
        for depth in (99, 500, 934, 990, 1000, 5_000, 100_000):
            for opening, closing in (("[", "]"), ('{"a":', "}")):
                answer = place.refused(f'{{"a": {{"deep": {opening * depth}1{closing * depth}}}}}')
                assert answer.status == 413 or the_body_is_named(answer, "nested too deeply: at most 100 levels.")


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_metadata_may_be_nested_and_is_read_again(product: Product, account: str, opening: str, closing: str) -> None:
    """The body, the object and 98 levels in it."""
    text = json.dumps(goal_body(account, metadata="here")).replace('"here"', f'{{"a": {opening * 98}1{closing * 98}}}')
    answer = product.call("POST", "/goals", raw=text)
    assert answer.status == 201
    assert product.call("GET", f"/goals/{answer.body['id']}").body == answer.body


def test_half_a_character_is_400(places: list[Place]) -> None:
    for place in places:
        for text in ('{"a": "\\ud800"}', '{"\\udc00": 1}', '{"a": ["\\ud83d"]}'):
            assert the_body_is_named(place.refused(text), "ust be valid Unicode.")


def test_a_number_of_too_many_digits_is_refused(places: list[Place]) -> None:
    for place in places:
        for number in ("9" * 5000, "-" + "9" * 5000, "0." + "9" * 5000, "1e99999", "1E-99999"):
            answer = place.refused(place.text.replace("{", f'{{"number": {number}, ', 1))
            assert answer.status in (400, 422)


def test_a_body_of_bytes_is_read_as_utf_8(product: Product, account: str) -> None:
    """The gateway hands on what it takes for bytes in base64."""
    text = json.dumps(goal_body(account, name="\u00d6"), ensure_ascii=False).encode()
    answer = product.call("POST", "/goals", raw=base64.b64encode(text).decode(), base64=True)
    assert (answer.status, answer.body["name"]) == (201, "\u00d6")
    for broken in (base64.b64encode(b'{"name": "\xff"}').decode(), "not base64!"):
        refused = product.refused("POST", "/goals", raw=broken, base64=True)
        assert the_body_is_named(refused, "must be UTF-8 text.")
    large = base64.b64encode(b" " * 300 * KILOBYTE).decode()
    assert product.refused("POST", "/goals", raw=large, base64=True).status == 413


def test_a_route_without_a_body_reads_none(product: Product, account: str) -> None:
    goal = product.goal(account)
    for method, path, status in (
        ("GET", f"/goals/{goal['id']}", 200),
        ("GET", "/goals", 200),
        ("DELETE", f"/goals/{goal['id']}", 204),
    ):
        answer = product.call(method, path, raw="{" * 10, headers={"Content-Type": "text/plain"})
        assert answer.status == status
