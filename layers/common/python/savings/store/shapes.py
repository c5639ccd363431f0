"""The shapes of items: each kind has a number, and steps that bring an item of an older number to today's shape.

An item carries the number of the shape in which it was written; one without has the first. Two versions of the code may
work on one table at once: an item of a higher number is read as far as it is known here, and nothing here lowers it or
takes from it what is not known. docs/changing.md says what a change of a shape must keep to.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from savings.dynamodb.values import unmarshal

NUMBER: Final = "v"
"""The attribute; short, since hot items have it."""
FIRST: Final = 1
KNOWN: Final = f"(attribute_not_exists({NUMBER}) OR {NUMBER} <= :shape)"
"""The condition that an item has no newer shape than `:shape`."""
REACHED: Final = f"(attribute_not_exists(PK) OR {NUMBER} >= :shape)"
"""The condition that an item which is there has that shape or a newer one, which is not the first."""

Stored = dict[str, Any]
Step = Callable[[Stored], Stored]
"""From an item to what it is under the next number; what the next number has already, it keeps."""


def _counts_contributions(account: Stored) -> Stored:
    return {"contributions": 0, **account}


def _says_published_until(contribution: Stored) -> Stored:
    until = contribution["told_until"]
    kept = {name: value for name, value in contribution.items() if name != "told_until"}
    return {"published_until": until, **kept}


def _may_name_people(answer: Stored) -> Stored:
    return answer


STEPS: Final[dict[str, tuple[Step, ...]]] = {
    "ACCOUNT": (_counts_contributions,),
    "CONTRIBUTION": (_says_published_until,),
    "IDEM": (_may_name_people,),
}
"""The steps of each kind that has any, from the first number on; after the last one an item is in today's shape."""

_KEY: Final = frozenset({"PK", "SK"})


def kind_of(partition: str, sort: str) -> str:
    """Return the kind of the item at a key: what its sort key begins with, where that says it all."""
    head, _, rest = sort.partition("#")
    if head == "GOAL":
        return "TEXT" if rest.endswith("#TEXT") else head
    if head not in {"ACCOUNT", "HOUSEHOLD"}:
        return head
    if "#H#" not in partition:
        return "ACCESS" if head == "ACCOUNT" else "MEMBERSHIP" if "#C#" in partition else "LISTING"
    if head == "ACCOUNT":
        return "SAVING" if rest.endswith("#SAVING") else head
    return rest.partition("#")[0] or head


def number_of(partition: str, sort: str) -> int:
    """Return today's number of the kind of the item at a key."""
    return FIRST + len(STEPS.get(kind_of(partition, sort), ()))


def is_older(item: Mapping[str, Any]) -> bool:
    """Whether an item has a shape of before today's."""
    return bool(item.get(NUMBER, FIRST) < number_of(item["PK"], item["SK"]))


def is_newer(item: Mapping[str, Any]) -> bool:
    """Whether an item has a shape that is not known here."""
    return bool(item.get(NUMBER, FIRST) > number_of(item["PK"], item["SK"]))


def today(item: Stored) -> Stored:
    """Return an item in today's shape, or as it is where it has that or a newer one."""
    steps = STEPS.get(kind_of(item["PK"], item["SK"]), ())
    missed = steps[item.get(NUMBER, FIRST) - FIRST :]
    for step in missed:
        item = step(item)
    return {**item, NUMBER: FIRST + len(steps)} if missed else item


def read(raw: Mapping[str, Any]) -> Stored:
    """Read an item as DynamoDB has it, in today's shape."""
    return today(unmarshal(raw))


def difference(found: Stored) -> Stored:
    """Return what today's shape has otherwise than an older item; None for what it has not, such as its note."""
    shaped = today(found)
    changed = {name: value for name, value in shaped.items() if name not in found or found[name] != value}
    dropped = dict.fromkeys([*(found.keys() - shaped.keys()), "note"])
    return {"PK": found["PK"], "SK": found["SK"]} | changed | dropped


def stamp(number: int) -> dict[str, int]:
    """Return what a new item carries of its number: nothing of the first."""
    return {NUMBER: number} if number > FIRST else {}


def stamped(expression: str) -> str:
    """Return the expression of an update that may make an item, with the number of its shape."""
    return expression.replace("SET ", f"SET {NUMBER} = if_not_exists({NUMBER}, :shape), ", 1)


def assignment(item: Mapping[str, Any]) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Return the expression, names and values that set what an item has (`:note`), and remove what is None."""
    places = {name: f"s{place}" for place, name in enumerate(item) if name not in _KEY} | {"note": "note"}
    names = {"#" + place: name for name, place in places.items() if name in item}
    values = {f":{alias[1:]}": item[name] for alias, name in names.items() if item[name] is not None}
    sets = ", ".join(f"{alias} = :{alias[1:]}" for alias, name in names.items() if item[name] is not None)
    removes = ", ".join(alias for alias, name in names.items() if item[name] is None)
    return " ".join(filter(None, (sets and f"SET {sets}", removes and f"REMOVE {removes}"))), names, values


def as_found(item: Mapping[str, Any]) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Return the condition, names and values which say that an item has what was found of it, and no other shape."""
    names = {"#f" + str(place): name for place, name in enumerate(item) if name not in _KEY}
    conditions = [f"{alias} = :{alias[1:]}" for alias in names]
    conditions += [] if NUMBER in item else [f"attribute_not_exists({NUMBER})"]
    return " AND ".join(conditions), names, {f":{alias[1:]}": item[name] for alias, name in names.items()}
