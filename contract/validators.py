"""The validators of a function's bodies as source text: the core schemas of its models, written out as plain data.

A package has this text as a module, so that no request imports the models or their library. What cannot be written so
that it means the same is an error, never a guess.
"""

import re
from collections.abc import Iterator, Mapping, Set
from enum import Enum
from functools import partial
from importlib import import_module
from typing import Any, Final, get_args

from pydantic import TypeAdapter

from contract.openapi import body_of
from savings.api.bodies import Sent
from savings.api.contract import ROUTES, Route
from savings.api.core import VERSION

_KINDS: Final = frozenset(
    {
        *("model", "model-fields", "model-field", "definitions", "definition-ref", "default", "nullable"),
        *("str", "int", "bool", "date", "datetime", "enum", "literal", "list", "tuple", "dict"),
        *("function-before", "function-after", "no-info"),
    }
)
"""The kinds of schemas that are proven to mean the same when they are written out (tests/property)."""
_NOT_READ: Final = frozenset({"metadata", "computed_fields"})
"""What a schema has for other purposes than validation."""
_ADDRESS: Final = re.compile(r":\d+")
"""The place in memory that the name of a definition ends with: it is another in each run."""


def models_of(route: Route) -> dict[str, Any]:
    """Return the models that a route may read its body as, by their names with the module; none where it reads none."""
    body = body_of(route)
    models = get_args(body) or (body,)
    return {f"{route.bodies}.{model.__name__}": model for model in models if model is not None}


def text(function: str) -> str:
    """Return the module of a function. Raises ValueError for what cannot be written out."""
    models = dict(pair for route in ROUTES if route.function == function for pair in models_of(route).items())
    imported = set[str]()
    lines = [
        f"    {name!r}: {_written(TypeAdapter(model).core_schema, imported)},\n"
        for name, model in sorted(models.items())
    ]
    return "".join(
        [
            '"""Made by contract/validators.py of the models of this function\'s bodies."""\n\n',
            *(f"import {module}\n" for module in sorted(imported)),
            f"\nMADE_FOR = {VERSION!r}\nSCHEMAS = {{\n",
            *lines,
            "}\n",
        ]
    )


def _written(value: object, imported: set[str]) -> str:
    """Return an expression for a part of a schema, and note what it takes from where."""
    match value:
        case Enum():
            return f"{_named(type(value), imported)}.{value.name}"
        case str() | int() | None:
            return repr(value)
        case list():
            return f"[{', '.join(_written(one, imported) for one in value)}]"
        case tuple():
            return f"({''.join(f'{_written(one, imported)}, ' for one in value)})"
        case Set():
            return f"frozenset([{', '.join(sorted(_written(one, imported) for one in value))}])"
        case Mapping():
            return f"{{{', '.join(f'{key!r}: {_written(one, imported)}' for key, one in _parts(value))}}}"
        case partial():
            return _partial(value, imported)
        case _:
            return _named(value, imported)


def _partial(value: "partial[Any]", imported: set[str]) -> str:
    if value.keywords:
        raise ValueError(f"cannot be written out: {value!r}")
    imported.add("functools")
    return f"functools.partial({', '.join(_written(one, imported) for one in (value.func, *value.args))})"


def _parts(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what counts of a schema, or of a mapping in one. Raises ValueError for a kind that is not known."""
    kind = schema.get("type")
    if not isinstance(kind, str):  # members by name, or settings
        yield from schema.items()
        return
    if kind not in _KINDS:
        raise ValueError(f"cannot be written out: a schema of kind {kind}")
    for key, value in schema.items():
        if key == "cls" and kind == "model":
            yield key, Sent
        elif key in ("ref", "schema_ref"):
            yield key, _ADDRESS.sub("", value)
        elif key not in _NOT_READ:
            yield key, value


def _named(value: Any, imported: set[str]) -> str:
    """Return the name under which a function or class is imported. Raises ValueError where there is none."""
    module, name = getattr(value, "__module__", ""), getattr(value, "__qualname__", "")
    if module.partition(".")[0] == "pydantic" or getattr(import_module(module or "builtins"), name, None) is not value:
        raise ValueError(f"cannot be written out: {value!r}")
    if module == "builtins":
        return str(name)
    imported.add(module)
    return f"{module}.{name}"
