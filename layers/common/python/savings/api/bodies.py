"""Reading bodies: strict JSON, exact numbers, and every broken rule named at once."""

import base64
import binascii
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import simplejson

from savings.api.core import VERSION, SchemaValidator, ValidationError, list_all_errors
from savings.api.jsontext import LONGEST_NUMBER
from savings.domain.errors import FieldError, Malformed, Refused, TooLarge
from savings.observability import logger

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

READY: Final = "validators"
"""The module of a function's package that has its validators ready."""

BODY_LIMIT: Final = 256 * 1024
DEEPEST: Final = 100
"""Bodies are nested at most so deep: whatever is read here can be written, and read by anybody, later."""
_TOO_DEEP: Final = f"The body is nested too deeply: at most {DEEPEST} levels."

_JSON_TYPES: Final = frozenset({"", "application/json", "application/merge-patch+json"})


class Sent:
    """What a body has, by the names of its members, as a validator gives it.

    The members of a model of the same body have the same values, and it answers the same two questions.
    """

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")

    __pydantic_fields_set__: set[str]
    __pydantic_extra__: dict[str, Any] | None

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the members that were sent."""
        return self.__pydantic_fields_set__

    @property
    def model_extra(self) -> dict[str, Any] | None:
        """The members that the model does not name; None where they are refused."""
        return self.__pydantic_extra__


def read_text(event: Mapping[str, Any]) -> str:
    """Return the body's text. Raises TooLarge over 256 KB, Malformed for bytes that are no UTF-8."""
    body = event.get("body") or ""
    if len(body) > BODY_LIMIT * (2 if event.get("isBase64Encoded") else 1):
        raise _too_large()
    if event.get("isBase64Encoded"):
        try:
            body = base64.b64decode(body, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise _malformed("The body must be UTF-8 text.") from None
    if len(body.encode("utf-8", "surrogatepass")) > BODY_LIMIT:
        raise _too_large()
    return str(body)


def parse(text: str, content_type: str) -> dict[str, Any]:
    """Return the JSON object that the text holds; numbers by their value: 2.0 is an integer, 2.5 a Decimal.

    Raises Malformed for another content type and for anything that is not one JSON object (RFC 8259): duplicate
    members, NaN, lone surrogates, trailing text.
    """
    if content_type.partition(";")[0].strip().lower() not in _JSON_TYPES:
        raise _malformed("The content type must be application/json.")
    value = _decoded(text)
    if not isinstance(value, dict):
        raise _malformed("The body must be a JSON object.")
    if _is_deep(value):
        raise _malformed(_TOO_DEEP)
    return value


def _decoded(text: str) -> Any:
    try:
        value = simplejson.loads(text, parse_float=_number, object_pairs_hook=_members, parse_constant=_no_constant)
        text.encode()
        simplejson.dumps(value, use_decimal=True, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _malformed("The body must be valid Unicode.") from None
    except RecursionError:
        raise _malformed(_TOO_DEEP) from None
    except simplejson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _malformed(f"The body must be JSON; what is at {place} is not.") from None
    except (ValueError, InvalidOperation):  # over 4,300 digits in a whole number, over 18 in an exponent
        raise _malformed("The body holds a number that is too long.") from None
    return value


def validate(model: str, value: Mapping[str, Any]) -> Any:
    """Return the body that the value is as a model has it, which is named with its module: `goals.schemas.CreateGoal`.

    Raises Refused with every member that breaks a rule.
    """
    try:
        return validator(model).validate_python(value)
    except ValidationError as error:
        raise Refused([_field_error(detail) for detail in error.errors(include_url=False)]) from None


@cache
def validator(model: str) -> SchemaValidator:
    """Return what reads bodies as a model does.

    A function's package has it ready, for one version of the library. Elsewhere, and with a warning where the version
    is another, the model is imported.
    """
    module, _, name = model.rpartition(".")
    ready = f"{module.partition('.')[0]}.{READY}"
    if find_spec(ready) is not None:
        prepared = import_module(ready)
        if prepared.MADE_FOR == VERSION:
            return SchemaValidator(prepared.SCHEMAS[model])
        logger.warning("validators of another version", extra={"made_for": prepared.MADE_FOR, "version": VERSION})
    found: SchemaValidator = getattr(import_module(module), name).__pydantic_validator__
    return found


_SENTENCES: Final = {
    "missing": ("required", "Is required."),
    "extra_forbidden": ("unknown_member", "Is not a member of this request."),
    "string_type": ("invalid_type", "Must be a string."),
    "int_type": ("invalid_type", "Must be a whole number."),
    "bool_type": ("invalid_type", "Must be true or false."),
    "model_type": ("invalid_type", "Must be an object."),
    "dict_type": ("invalid_type", "Must be an object."),
    "list_type": ("invalid_type", "Must be a list."),
    "tuple_type": ("invalid_type", "Must be a list."),
    "value_error": ("invalid_value", "Is not a value that can be read here."),
    "greater_than_equal": ("too_small", "Must be at least {ge}."),
    "less_than_equal": ("too_large", "Must be at most {le}."),
    "url_parsing": ("invalid_url", "Must be an http or https address."),
    "url_scheme": ("invalid_url", "Must be an http or https address."),
}


_KEY: Final = "[key]"
"""Stands for the name of a member in the library's path to it."""


@cache
def _of_the_library() -> frozenset[str]:
    """Return the library's kinds of errors, whose own sentences no caller reads."""
    return frozenset(error["type"] for error in list_all_errors())


def _field_error(detail: "ErrorDetails") -> FieldError:
    code, message = _rule(detail)
    return FieldError(tuple(part for part in detail["loc"] if part != _KEY), code, message, as_sent=True)


def _rule(detail: "ErrorDetails") -> tuple[str, str]:
    """Return the code and the sentence of the rule that a member breaks."""
    kind, context = detail["type"], detail.get("ctx", {})
    if "min_length" in context:
        code, message = "too_short", f"Must have at least {_counted(context['min_length'], detail['input'])}."
    elif "max_length" in context:
        code, message = "too_long", f"Must have at most {_counted(context['max_length'], detail['input'])}."
    elif "expected" in context:
        several = "one of " if " or " in context["expected"] else ""
        code, message = "unknown_value", f"Must be {several}{context['expected']}."
    elif kind not in _of_the_library() or kind == "too_long":  # a rule of our own
        code = kind
        message = detail["msg"]
    else:
        code, sentence = _SENTENCES.get(kind, _SENTENCES["value_error"])
        message = sentence.format_map(context)
    return code, message


def _counted(count: int, of: object) -> str:
    thing = "item" if isinstance(of, list | tuple) else "character"  # an integer may be kept as text
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        inside = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        if not inside:
            return False
        level = [member for members in inside for member in members]
    return True


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Malformed([FieldError((twice,), "duplicate_member", "Is there more than once.", as_sent=True)])
    return members


def _number(text: str) -> int | Decimal:
    """Return a number that is written with a point or an exponent; a whole one of a usual length is an integer."""
    number = Decimal(text)
    if not number:
        return 0
    return int(number) if number.adjusted() < LONGEST_NUMBER and number == int(number) else number


def _no_constant(name: str) -> Any:
    raise _malformed(f"The body must be JSON: {name} is no JSON number.")


def _malformed(sentence: str) -> Malformed:
    return Malformed.one("body", "malformed_request", sentence)


def _too_large() -> TooLarge:
    return TooLarge.one("body", "request_too_large", f"Must be at most {BODY_LIMIT // 1024} KB.")
