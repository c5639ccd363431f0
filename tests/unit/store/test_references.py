"""References: the counts of what depends on what move by the difference, each once in a transaction."""

from savings.dynamodb.values import unmarshal
from savings.store.references import reference_writes

ANNA, BEN, EVENT = ("P", "HOUSEHOLD#CLIENT#anna"), ("P", "HOUSEHOLD#CLIENT#ben"), ("P", "HOUSEHOLD#EVENT#1")
Change = dict[tuple[str, str], int]


def changes(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Change:
    """By how much each count moves."""
    found: Change = {}
    for write in reference_writes(before, after):
        key = unmarshal(write.arguments["Key"])
        assert (key["PK"], key["SK"]) not in found, "an item cannot be written twice in one transaction"
        found[key["PK"], key["SK"]] = unmarshal(write.arguments["ExpressionAttributeValues"])[":by"]
    return found


def test_what_comes_is_counted_and_what_goes_is_not_any_more() -> None:
    assert changes([], [ANNA, EVENT]) == {ANNA: 1, EVENT: 1}
    assert changes([ANNA], [BEN]) == {ANNA: -1, BEN: 1}
    assert changes([ANNA, EVENT], []) == {ANNA: -1, EVENT: -1}


def test_what_stays_is_not_written() -> None:
    assert changes([ANNA, EVENT], [EVENT, ANNA]) == {}
    assert changes([ANNA, EVENT], [ANNA]) == {EVENT: -1}


def test_what_depends_on_a_thing_twice_counts_twice() -> None:
    assert changes([], [EVENT, EVENT]) == {EVENT: 2}
    assert changes([EVENT, EVENT], [EVENT]) == {EVENT: -1}
