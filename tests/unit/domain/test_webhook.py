"""A webhook: which URLs it may have, what it hears, until when it rests and which keys sign."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from savings.domain.errors import Refused
from savings.domain.events import Event
from savings.domain.webhook import BOTH_SIGN, LONGEST_URL, TEST, Webhook, check, check_url, trial

NOW = datetime(2027, 1, 10, 10, tzinfo=UTC)
WEBHOOK = Webhook(id=4096, owner="bank", url="https://bank.example/events", made_at=NOW)
ACHIEVED = "goal.achieved"


def refusals(webhook: Webhook, **options: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        check(webhook, **options)
    return {error.name: error.code for error in refused.value.errors}


@pytest.mark.parametrize(
    "url",
    [
        "https://bank.example",
        "https://bank.example/events?to=savings&x=%20",
        "https://Hooks.Bank.Example:443/",
        "https://xn--bcher-kva.example:8443/",
        "https://8.8.8.8/hook",
        "https://[2606:4700::1111]:8443/hook",
        "https://bank.example/".ljust(LONGEST_URL, "a"),
    ],
)
def test_a_url_may_be_any_of_a_public_host_under_tls(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://bank.example/".ljust(LONGEST_URL + 1, "a"), "too_long"),
        *[
            (url, "invalid_url")
            for url in (
                *("", "bank.example/events", "/events", "https://", "https:///events", "https://:443/"),
                *(
                    "http://bank.example/",
                    "HTTPS://bank.example/",
                    "ftp://bank.example/",
                    "file:///etc/passwd",
                    "javascript:alert(1)",
                ),
                *("https://anna@bank.example/", "https://anna:secret@bank.example/", "https://@bank.example/"),
                *("https://bank.example/#part", "https://bank.example/#", "https://bank.example:x/"),
                *("https://bank.example:700000/", "https://[::1/", "https://bücher.example/"),
                *("https://bank.example/a b", "https://bank.example/\n", " https://bank.example/"),
                *("https://bank.example\\@10.0.0.1/", "https://bank.example:443:443/", "https://[fe80::1%25eth0]/"),
                *("https:bank.example", "https:\\\\bank.example", "https://bank%2eexample/", "https://bank_.example/"),
            )
        ],
        *[
            (url, "not_public")
            for url in (
                *(
                    "https://bank.example:80/",
                    "https://bank.example:8080/",
                    "https://bank.example:70000/",
                    "https://[bad]/",
                ),
                *("https://localhost/", "https://metadata/", "https://bank.example./", "https://-bank.example/"),
                *("https://bank..example/", f"https://{'a' * 64}.example/"),
                *("https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/", "https://0.0.0.0/"),
                *("https://127.1/", "https://2130706433/", "https://0x7f.0.0.1/", "https://0177.0.0.1/"),
                *("https://1.2.3/", "https://8.8.8.8.8/", "https://bank.0x7f/", "https://[::1]/", "https://[fe80::1]/"),
                *("https://[::ffff:8.8.8.8]/", "https://[64:ff9b::808:808]/"),
            )
        ],
    ],
)
def test_a_url_that_no_webhook_can_have_is_refused_by_name(url: str, code: str) -> None:
    assert refusals(replace(WEBHOOK, url=url)) == {"url": code}


def test_on_a_callers_own_machine_a_webhook_may_be_near_and_without_tls() -> None:
    for url in ("http://127.0.0.1:9000/hook", "http://localhost:1/", "https://[::1]:8444/"):
        check_url(url, may_be_near=True)
        assert refusals(replace(WEBHOOK, url=url))
    for url in ("ftp://localhost/", "http://anna@localhost/", "http://localhost/#part", "localhost"):
        assert refusals(replace(WEBHOOK, url=url), may_be_near=True) == {"url": "invalid_url"}


def test_types_are_names_of_events() -> None:
    check(replace(WEBHOOK, types=frozenset({ACHIEVED, "household.created"})))
    assert refusals(replace(WEBHOOK, types=frozenset())) == {"types": "required"}
    wrong = replace(WEBHOOK, url="", types=frozenset({"goal.acheived", ACHIEVED}))
    assert refusals(wrong) == {"url": "invalid_url", "types": "unknown_value"}
    assert refusals(replace(WEBHOOK, types=frozenset({TEST}))) == {"types": "unknown_value"}


@pytest.mark.parametrize(
    ("change", "heard"),
    [
        ({}, {("bank", ACHIEVED), ("bank", "goal.failed")}),
        ({"types": frozenset({ACHIEVED})}, {("bank", ACHIEVED)}),
        ({"owner": None}, {("bank", ACHIEVED), ("bank", "goal.failed"), ("other", ACHIEVED), ("other", "goal.failed")}),
        ({"owner": None, "tenants": frozenset({"other"})}, {("other", ACHIEVED), ("other", "goal.failed")}),
        ({"owner": None, "tenants": frozenset({"other"}), "types": frozenset({ACHIEVED})}, {("other", ACHIEVED)}),
        ({"tenants": frozenset({"other"})}, {("bank", ACHIEVED), ("bank", "goal.failed")}),
        ({"disabled_because": "gone"}, set()),
    ],
)
def test_a_webhook_hears_its_tenants_and_its_types_alone(change: dict[str, Any], heard: set[tuple[str, str]]) -> None:
    webhook = replace(WEBHOOK, **change)
    every = {(tenant, name) for tenant in ("bank", "other") for name in (ACHIEVED, "goal.failed")}
    assert {one for one in every if webhook.hears(*one)} == heard


def test_a_webhook_rests_until_an_instant() -> None:
    resting = replace(WEBHOOK, rests_until=NOW)
    assert resting.rests(NOW - timedelta(seconds=1))
    assert not resting.rests(NOW)
    assert not WEBHOOK.rests(NOW)


def test_both_keys_sign_for_a_day_after_a_rotation() -> None:
    rotated = replace(WEBHOOK, rotated_at=NOW, key_number=2)
    assert rotated.both_sign_until(NOW + BOTH_SIGN - timedelta(seconds=1)) == NOW + BOTH_SIGN
    assert rotated.both_sign_until(NOW + BOTH_SIGN) is None
    assert WEBHOOK.both_sign_until(NOW) is None


def test_a_webhook_is_tried_with_an_event_that_names_it_alone() -> None:
    event = trial(WEBHOOK, NOW)
    assert isinstance(event, Event)
    assert (event.name, event.tenant, event.subject) == (TEST, "bank", WEBHOOK.guid)
    assert event.id == trial(WEBHOOK, NOW).id != trial(WEBHOOK, NOW + timedelta(seconds=1)).id
    of_operator = trial(replace(WEBHOOK, owner=None), NOW)
    assert of_operator.tenant != "bank"
    assert of_operator.subject != event.subject
