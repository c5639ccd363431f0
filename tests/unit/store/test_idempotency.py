"""Idempotency records: whose a key is, how long it lives, and what comes back under it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from savings.api.answers import Answer
from savings.domain.errors import KeyReused
from savings.dynamodb.values import unmarshal
from savings.store.idempotency import Once, once, recall, record
from savings.store.schema import TTL_ATTRIBUTE
from tests.unit.store.given import AT, size_of

MINE = ("bank", "demo-app/demo-app", "anna", "POST /goals", "key-1", "{}")


def kept(request: Once, answer: Answer) -> dict[str, Any]:
    """The item that the record's write puts into the table."""
    return unmarshal(record(request, answer.kept, AT).arguments["Item"])


def test_a_key_is_good_for_one_tenant_principal_customer_and_operation() -> None:
    others = [(*MINE[:place], "another", *MINE[place + 1 :]) for place, _ in enumerate(MINE[:5])]
    places = {once(*request).key for request in [MINE, *others]}
    assert len(places) == 6


def test_the_same_request_finds_the_same_place() -> None:
    assert once(*MINE) == once(*MINE)


def test_the_payload_is_part_of_the_record_and_not_of_its_place() -> None:
    one, other = once(*MINE), once(*MINE[:5], '{"amount":1}')
    assert one.key == other.key
    assert one.payload_hash != other.payload_hash


def test_parts_of_a_scope_do_not_run_into_each_other() -> None:
    assert once("bank", "ab", "c", "op", "k", "").key != once("bank", "a", "bc", "op", "k", "").key


def test_neither_key_nor_customer_is_readable_in_the_record() -> None:
    text = str(kept(once("bank", "app", "anna", "POST /goals", "secret-key", "{}"), Answer(204)))
    assert "secret-key" not in text
    assert "anna" not in text


def test_the_first_answer_comes_back_whole_and_marked() -> None:
    request = once(*MINE)
    answer = Answer(201, '{"name":"Dach – groß"}', {"Location": "/goals/1"})
    recalled = recall(request, kept(request, answer), AT)
    assert recalled is not None
    assert Answer.replayed(recalled) == replace(
        answer, headers={"Location": "/goals/1", "Idempotency-Replayed": "true"}
    )


def test_an_answer_without_a_body_comes_back_without_one() -> None:
    request = once(*MINE)
    recalled = recall(request, kept(request, Answer(204)), AT)
    assert recalled is not None
    assert Answer.replayed(recalled).body is None


def test_another_payload_under_a_living_key_is_refused() -> None:
    item = kept(once(*MINE), Answer(204))
    with pytest.raises(KeyReused):
        recall(once(*MINE[:5], '{"amount":1}'), item, AT)


def test_a_record_dies_at_exactly_twenty_four_hours_though_it_still_lies_there() -> None:
    """T-54: the table deletes it days later; until then it counts for nothing."""
    request = once(*MINE)
    item = kept(request, Answer(204))
    assert recall(request, item, AT + timedelta(hours=24, seconds=-1)) is not None
    assert recall(request, item, AT + timedelta(hours=24)) is None
    other = once(*MINE[:5], '{"amount":1}')
    assert recall(other, item, AT + timedelta(hours=24)) is None


def test_the_table_may_delete_a_record_when_it_has_died() -> None:
    item = kept(once(*MINE), Answer(204))
    assert item[TTL_ATTRIBUTE] == int((AT + timedelta(hours=24)).timestamp())


def test_nothing_that_is_not_there_is_recalled() -> None:
    assert recall(once(*MINE), None, AT) is None


def test_the_record_of_an_ordinary_answer_is_one_write_unit() -> None:
    body = (
        '{"operation_id":"goals_v1_savings_post","data":{'
        + '"target_amount":{"currency":"GBP","value":"1"},' * 30
        + "}}"
    )
    item = kept(once(*MINE), Answer(201, body, {"Location": "/goals/v1/savings/" + "x" * 36}))
    assert size_of(item | {"body": bytes(item["body"])}) < 1024
