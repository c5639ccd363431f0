"""Makes the text of `families`: a class for each family and driver, a method for each operation of the document."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clients.described import Json, camel

_NAMES: Final = {
    "goals_v1_savings_post": "create_savings_goal",
    "goals_v1_savings_get": "list_savings_goals",
    "goals_v1_savings_delete_all": "delete_savings_goals",
    "goals_v1_savings_goal_get": "get_savings_goal",
    "goals_v1_savings_patch": "change_savings_goal",
    "goals_v1_savings_delete": "delete_savings_goal",
    "goals_v1_savings_actions_post": "create_action",
    "goals_v1_savings_actions_get": "list_actions",
    "goals_v1_savings_action_get": "get_action",
    "goals_v1_savings_actions_patch": "change_action",
    "goals_v1_savings_actions_delete": "delete_action",
}
"""Methods of the family whose operations have published names."""
_BESIDE: Final = frozenset({"notifications", "webhooks"})
_OF_THE_CLIENT: Final = frozenset({"X-Client-Id", "X-Customer-Id", "Idempotency-Key"})
_PLACES: Final = frozenset({"after", "page_token"})


@dataclass(frozen=True)
class _Operation:
    """An operation of the document, and what its methods are made of."""

    path: str
    verb: str
    row: Json
    document: Json

    @property
    def name(self) -> str:
        """The methods' name."""
        return str(_NAMES.get(self.row["operationId"], self.row["operationId"]))

    @property
    def family(self) -> str:
        """The family as a name in Python; what stands beside the four goes by its path."""
        first = self.path.split("/")[1]
        return first if first in _BESIDE else str(self.row["tags"][0]).lower().replace(" ", "_")

    @property
    def parameters(self) -> list[Json]:
        """What a caller gives, without what the client gives itself."""
        return [one for one in self.row.get("parameters", []) if one["name"] not in _OF_THE_CLIENT]

    @property
    def is_keyed(self) -> bool:
        """Whether it takes an idempotency key."""
        return any(one["name"] == "Idempotency-Key" for one in self.row.get("parameters", []))

    @property
    def answer(self) -> Json | None:
        """The schema of its answer."""
        [success] = [answer for status, answer in self.row["responses"].items() if status.startswith("2")]
        content = success.get("content")
        return content["application/json"]["schema"] if content else None

    @property
    def body(self) -> Json | None:
        """The schema of its body."""
        body = self.row.get("requestBody")
        return body["content"]["application/json"]["schema"] if body else None

    @property
    def items(self) -> tuple[str, str] | None:
        """Where the things of a list are in a page, and their type; None where there are no pages."""
        if not self.answer or not _PLACES & {one["name"] for one in self.parameters}:
            return None
        if self.answer.get("type") == "array":
            return "page", _annotation(self.answer["items"])
        members = self.document["components"]["schemas"][_annotation(self.answer)]["properties"].items()
        [(member, items)] = [(name, one["items"]) for name, one in members if one.get("type") == "array"]
        return f"page.{_snake(member)}", _annotation(items)


def families(document: Json) -> str:
    """Return the module of the operations of a document."""
    rows = [(path, verb, row) for path, verbs in document["paths"].items() for verb, row in verbs.items()]
    operations = [_Operation(*row, document) for row in rows]
    names = list(dict.fromkeys(one.family for one in operations))
    types = sorted({name for one in operations for name in _types_of(one)})
    parts = [
        '"""The operations of the API: a class for each family and driver, a method for each operation."""',
        "from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence",
        "from datetime import date",
        "from typing import Any, Literal, Protocol, TypeVar",
        "from savings_goals_client.exchange import Operation",
        f"from savings_goals_client.models import {', '.join(types)}",
        'T = TypeVar("T")\nE = TypeVar("E")',
        *map(_constant, operations),
    ]
    for is_async in (False, True):
        parts.append(_protocol(is_async=is_async))
        parts += [
            _class(family, [one for one in operations if one.family == family], is_async=is_async) for family in names
        ]
        parts.append(_all(names, is_async=is_async))
    return "\n\n".join(parts) + "\n"


def _constant(one: _Operation) -> str:
    answer = _annotation(one.answer) if one.answer else "None"
    value = answer if one.answer else "type(None)"
    keyed = "" if one.is_keyed else ", is_keyed=False"
    arguments = f'"{one.row["operationId"]}", "{one.verb.upper()}", "{one.path}", {value}{keyed}'
    return f"_{one.name.upper()} = Operation[{answer}]({arguments})"


def _protocol(*, is_async: bool) -> str:
    """Return what a family's methods need of the driver."""
    named = "Mapping[str, object] = ..."
    return f'''class {_a(is_async, "Driver")}(Protocol):
    """What carries the calls out."""

    {"async " if is_async else ""}def call(self, operation: Operation[T], *, path: {named}, query: {named},
        body: object = ..., idempotency_key: str | None = ...) -> T:
        """Call an operation; return its answer."""

    def each(self, operation: Operation[T], items: Callable[[T], Sequence[E]], *,
        path: {named}, query: {named}) -> {_a(is_async, "Iterator")}[E]:
        """Yield each thing of a list."""
'''


def _class(family: str, operations: list[_Operation], *, is_async: bool) -> str:
    name, words = _a(is_async, camel(family)), family.replace("_", " ").capitalize()
    methods = "\n".join(part for one in operations for part in _methods(one, is_async=is_async))
    return f'''class {name}:
    """{words}."""

    def __init__(self, driver: {_a(is_async, "Driver")}) -> None:
        self._driver = driver

{methods}'''


def _methods(one: _Operation, *, is_async: bool) -> Iterator[str]:
    needed = [f"{_snake(p['name'])}: {_parameter(p)}" for p in one.parameters if p.get("required")]
    extra = [f"{_snake(p['name'])}: {_parameter(p)} | None = None" for p in one.parameters if not p.get("required")]
    if one.body:
        needed.append(f"body: {_annotation(one.body)} | Mapping[str, object]")
    given = _given(one, "path") + _given(one, "query")
    key = ["idempotency_key: str | None = None"] if one.is_keyed else []
    passed = given + ["body=body"] * bool(one.body) + ["idempotency_key=idempotency_key"] * one.is_keyed
    answer = _annotation(one.answer) if one.answer else "None"
    start, await_ = ("async ", "await ") if is_async else ("", "")
    operation = f"_{one.name.upper()}"
    yield (
        f"    {start}def {one.name}({_signature(needed, extra + key)}) -> {answer}:\n        {_docstring(one)}\n"
        f"        return {await_}self._driver.call({', '.join([operation, *passed])})\n"
    )
    if one.items:
        where, kind = one.items
        filters = [part for part in extra if part.split(":")[0] not in _PLACES]
        given = [re.sub(r'"(after|page_token)": \1,? ?', "", part) for part in given]
        named = "iter_invariants" if one.name == "check_goal" else one.name.replace("list_", "iter_")
        yield (
            f"    def {named}({_signature(needed, filters)}) -> {_a(is_async, 'Iterator')}[{kind}]:\n"
            f'        """{one.row["summary"]}. Yields each, over all pages."""\n'
            f"        return self._driver.each({', '.join([operation, f'lambda page: {where}', *given])})\n"
        )


def _given(one: _Operation, place: str) -> list[str]:
    named = [f'"{p["name"]}": {_snake(p["name"])}' for p in one.parameters if p["in"] == place]
    return [f"{place}={{{', '.join(named)}}}"] if named else []


def _signature(needed: list[str], extra: list[str]) -> str:
    return ", ".join(["self", *needed, *(["*", *extra] if extra else [])])


def _docstring(one: _Operation) -> str:
    text = one.row.get("description", "")
    lines = f"\n\n{text}" if text else ""
    return f'"""{one.row["summary"]}.{lines}"""'.replace("\n", "\n        ").replace("\n        \n", "\n\n")


def _all(names: list[str], *, is_async: bool) -> str:
    accessors = "\n".join(_accessor(_a(is_async, camel(name)), name) for name in names)
    heading = f"class {_a(is_async, 'Families')}({_a(is_async, 'Driver')}):"
    return f'{heading}\n    """Every operation, by family."""\n\n{accessors}'


def _accessor(kind: str, name: str) -> str:
    words = name.replace("_", " ").capitalize()
    return f'    @property\n    def {name}(self) -> {kind}:\n        """{words}."""\n        return {kind}(self)\n'


def _annotation(schema: Json) -> str:
    if "anyOf" in schema:
        return " | ".join(map(_annotation, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list[{_annotation(schema['items'])}]"
    return str(schema["$ref"]).rpartition("/")[2] if "$ref" in schema else "dict[str, Any]"


def _types_of(one: _Operation) -> set[str]:
    parts = [_annotation(schema) for schema in (one.answer, one.body) if schema]
    parts += [one.items[1]] if one.items else []
    return {name for part in parts for name in re.findall(r"\b[A-Z]\w+", part)} - {"Any"}


def _parameter(parameter: Json) -> str:
    schema = parameter["schema"]
    if "enum" in schema:
        return f"Literal[{', '.join(map(json.dumps, schema['enum']))}]"
    if parameter["in"] == "path" or parameter["name"].endswith("_id"):
        return "int | str"
    if schema.get("format") == "date":
        return "date"
    return {"integer": "int", "boolean": "bool"}.get(schema.get("type", ""), "str")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).replace("-", "_").lower()


def _a(is_async: bool, name: str) -> str:
    return f"Async{name}" if is_async else name
