"""What a change of a published document would break: for who reads answers and events, and for who sends requests."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import inf
from typing import Any, Final

Json = Mapping[str, Any]

_SAME: Final = ("format", "pattern", "uniqueItems")
_LEAST: Final = ("minimum", "minItems", "minLength")
_MOST: Final = ("maximum", "maxItems", "maxLength")
_COMPARED: Final = frozenset(
    {
        *(*_SAME, *_LEAST, *_MOST, "type", "enum", "const", "anyOf"),
        *("properties", "required", "additionalProperties", "propertyNames", "items"),
    }
)
_SILENT: Final = frozenset({"$schema", "default", "description", "example", "examples", "title"})


_EXAMPLES: Final = frozenset({"example", "examples"})


def breaks(published: Json, current: Json) -> list[str]:
    """Return what a client that was written for one OpenAPI document could not do any more with the other.

    Breaking: an operation, a parameter, a status or a member of an answer that has gone, something new that has to be
    sent, a scope that was not asked for, a value that is taken no more or was not to be expected.
    """
    now = dict(_operations(current))
    found: list[str] = []
    for key, before in _operations(published):
        if key not in now:
            found.append(f"{key}: has gone")
        elif now[key] != before:
            found += _operation(before, now[key], key)
    return found


def misread(written: Json, read: Json, at: str = "", *, of_answer: bool) -> list[str]:
    """Return where a value that one schema allows cannot be read by someone who expects another schema's.

    Who reads an answer passes over members that they do not know, and misses each that they know; who reads a request
    does neither. Raises ValueError for a keyword that this cannot compare.
    """
    found: list[str] = []
    for choice in _choices(written):
        ways = [list(_misread(choice, other, at, of_answer=of_answer)) for other in _choices(read)]
        best: list[str] = min(ways, key=len)
        found += best
    return found


def _operations(document: Json) -> Iterator[tuple[str, Any]]:
    @cache
    def referred(name: str) -> Any:
        found: Any = document
        for step in name.removeprefix("#/").split("/"):
            found = found[step]
        return _resolved(found, referred)

    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", _resolved(operation, referred)


def _resolved(value: Any, referred: Callable[[str], Any]) -> Any:
    """Return a value with everything in place that it refers to."""
    if isinstance(value, list):
        return [_resolved(part, referred) for part in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return referred(value["$ref"])
    return {key: _resolved(part, referred) for key, part in value.items() if key not in _EXAMPLES}


def _operation(before: Any, now: Any, at: str) -> Iterator[str]:
    if before["operationId"] != now["operationId"]:
        yield f"{at}: has another operationId"
    for scope in sorted(_scopes(now) - _scopes(before)):
        yield f"{at}: asks for {scope}"
    yield from _parameters(before, now, at)
    yield from _contents(before.get("requestBody"), now.get("requestBody"), f"{at} body", of_answer=False)
    if "requestBody" in now and "requestBody" not in before:
        yield f"{at} body: has to be sent"
    for status, response in before["responses"].items():
        yield from _contents(response, now["responses"].get(status), f"{at} {status}", of_answer=True)


def _scopes(operation: Any) -> set[str]:
    return {scope for way in operation["security"] for scopes in way.values() for scope in scopes}


def _parameters(before: Any, now: Any, at: str) -> Iterator[str]:
    then, there = ({(one["in"], one["name"]): one for one in which["parameters"]} for which in (before, now))
    for key, parameter in then.items():
        place = f"{at} {' '.join(key)}"
        if key not in there:
            yield f"{place}: has gone"
        else:
            yield from misread(parameter["schema"], there[key]["schema"], place, of_answer=False)
    for key, parameter in there.items():
        if parameter.get("required") and not then.get(key, {}).get("required"):
            yield f"{at} {' '.join(key)}: has to be sent"


def _contents(before: Any, now: Any, at: str, *, of_answer: bool) -> Iterator[str]:
    """Yield what is wrong with a body or an answer, by its media types; before is None where there was none."""
    if before is None:
        return
    if now is None:
        yield f"{at}: has gone"
        return
    there = now.get("content", {})
    for media, content in before.get("content", {}).items():
        if media not in there:
            yield f"{at} {media}: has gone"
            continue
        old, new = content["schema"], there[media]["schema"]
        written, read = (new, old) if of_answer else (old, new)
        yield from misread(written, read, at, of_answer=of_answer)


def _choices(schema: Json) -> list[Json]:
    """Return a schema as those of which a value has to fit one."""
    if "anyOf" in schema:
        return [choice for one in schema["anyOf"] for choice in _choices(one)]
    if isinstance(schema.get("type"), list):
        return [{**schema, "type": one} for one in schema["type"]]
    return [schema]


def _misread(written: Json, read: Json, at: str, *, of_answer: bool) -> Iterator[str]:
    """Compare two schemas that are no choices."""
    if strange := (written.keys() | read.keys()) - _COMPARED - _SILENT:
        raise ValueError(f"{at}: cannot compare {', '.join(sorted(strange))}")
    kinds = written.get("type"), read.get("type")
    if kinds[1] not in (None, kinds[0]) and kinds != ("integer", "number"):
        yield f"{at}: may be {kinds[0] or 'of any type'}"
        return
    yield from _other_values(written, read, at)
    yield from _other_members(written, read, at, of_answer=of_answer)
    for word, place in (("items", "items"), ("propertyNames", "names")):
        if word in read:
            yield from misread(written.get(word, {}), read[word], f"{at}/{place}", of_answer=of_answer)


def _other_values(written: Json, read: Json, at: str) -> Iterator[str]:
    """Yield the values and the bounds that were not to be expected."""
    expected, found = _values(read), _values(written)
    if expected is not None:
        yield from (f"{at}: may be {value}" for value in sorted((found or {"anything"}) - expected))
    for word in _SAME:
        if read.get(word) not in (None, written.get(word)):
            yield f"{at}: {word} has changed"
    for words, sign in ((_LEAST, 1), (_MOST, -1)):
        for word in words:
            if word in read and sign * written.get(word, -sign * inf) < sign * read[word]:
                yield f"{at}: {word} has changed"


def _values(schema: Json) -> set[str] | None:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return None if values is None else set(map(repr, values))


def _other_members(written: Json, read: Json, at: str, *, of_answer: bool) -> Iterator[str]:
    """Yield the members that are missing, not known, or not as they were."""
    there, known = written.get("properties", {}), read.get("properties", {})
    lacking = [name for name in read.get("required", ()) if name not in written.get("required", ())]
    yield from (f"{at}/{name}: {'need not be there' if of_answer else 'has to be sent'}" for name in lacking)
    for name, member in there.items():
        if name in known:
            yield from misread(member, known[name], f"{at}/{name}", of_answer=of_answer)
        elif not of_answer and read.get("additionalProperties") is False:
            yield f"{at}/{name}: has gone"
    if of_answer:
        yield from (f"{at}/{name}: has gone" for name in known if name not in there)
    yield from _free_members(written, read, at, of_answer=of_answer)


def _free_members(written: Json, read: Json, at: str, *, of_answer: bool) -> Iterator[str]:
    """Yield what is wrong with members that have no name in the schema."""
    free, expected = written.get("additionalProperties"), read.get("additionalProperties")
    if isinstance(expected, dict):
        yield from misread(free if isinstance(free, dict) else {}, expected, f"{at}/*", of_answer=of_answer)
    elif free not in (None, False) and expected is False and not of_answer:
        yield f"{at}: takes no other members"
