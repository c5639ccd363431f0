"""Reading bodies: strict JSON, exact numbers, and every broken rule named at once."""

import base64
import binascii
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final, TypeVar, get_args

import simplejson
from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic import ValidationError as ModelError
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from savings import ids
from savings.api.jsontext import LONGEST_NUMBER, dump
from savings.domain.errors import FieldError, Malformed, Refused, TooLarge

BODY_LIMIT: Final = 256 * 1024
METADATA_LIMIT: Final = 4 * 1024
DEEPEST: Final = 100
"""Bodies are nested at most so deep: whatever is read here can be written, and read by anybody, later."""
_TOO_DEEP: Final = f"The body is nested too deeply: at most {DEEPEST} levels."

_JSON_TYPES: Final = frozenset({"", "application/json", "application/merge-patch+json"})

Model = TypeVar("Model", bound=BaseModel)


class Body(BaseModel):
    """A request body: members that the route does not know are refused."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


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


def validate(model: type[Model], value: Mapping[str, Any]) -> Model:
    """Return the model of the value. Raises Refused with every member that breaks a rule."""
    try:
        return model.model_validate(value)
    except ModelError as error:
        raise Refused([_field_error(detail) for detail in error.errors(include_url=False)]) from None


def decimal_text(value: object) -> str:
    """Return a number of a body as decimal text, exactly. Raises for anything else, and for one out of proportion."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("invalid_type", "Must be a number.")
    number = Decimal(value)
    longest = max(abs(number.adjusted()), len(number.as_tuple().digits))
    if longest > LONGEST_NUMBER:  # 1e999999999 is legal JSON, and writing it out is not wise
        raise PydanticCustomError("invalid_amount", "Must be a number of a reasonable size.")
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_text(text: str) -> str:
    """Return the text. Raises for control characters and lone surrogates, which no name or note needs."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
        raise PydanticCustomError("control_character", "Must not contain control characters.")
    return text


def composed(value: object) -> object:
    """Return text in NFC, so that its length counts what a reader sees; anything else as it is."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def guid_text(value: object) -> str:
    """Return a GUID in lower case. Raises for anything else."""
    parsed = ids.parse_guid(value) if isinstance(value, str) else None
    if parsed is None:
        raise PydanticCustomError("invalid_guid", "Must be a GUID.")
    return parsed


def _id_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError("invalid_id", "Must be an id: an integer or a GUID.")
    return str(value)


def _http_url(text: str) -> str:
    _URL.validate_python(text)
    return text


def _metadata(value: object) -> str | None:
    """An empty object and null are the same: nothing is kept."""
    if value is None or value == {}:
        return None
    if not isinstance(value, dict):
        raise PydanticCustomError("invalid_type", "Must be an object.")
    text = dump(value)
    if len(text.encode()) > METADATA_LIMIT:
        raise PydanticCustomError("too_long", "Must be at most 4 KB of JSON.")
    return text


_URL: Final = TypeAdapter(AnyHttpUrl)

Composed = Annotated[str, BeforeValidator(composed)]
Name = Annotated[Composed, StringConstraints(min_length=1, max_length=255), AfterValidator(plain_text)]
Description = Annotated[Composed, StringConstraints(max_length=1000), AfterValidator(plain_text)]
ImageUrl = Annotated[str, StringConstraints(max_length=2048), AfterValidator(plain_text), AfterValidator(_http_url)]
Guid = Annotated[str, BeforeValidator(guid_text), WithJsonSchema({"type": "string", "format": "uuid"})]
AnyId = Annotated[
    str,
    BeforeValidator(_id_text),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "format": "uuid"}]}),
]
Metadata = Annotated[
    str | None, BeforeValidator(_metadata), WithJsonSchema({"anyOf": [{"type": "object"}, {"type": "null"}]})
]

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


_LIBRARY: Final = frozenset(get_args(ErrorType))
"""The library's kinds of errors, whose own sentences no caller reads."""
_KEY: Final = "[key]"
"""Stands for the name of a member in the library's path to it."""


def _field_error(detail: ErrorDetails) -> FieldError:
    code, message = _rule(detail)
    return FieldError(tuple(part for part in detail["loc"] if part != _KEY), code, message, as_sent=True)


def _rule(detail: ErrorDetails) -> tuple[str, str]:
    """Return the code and the sentence of the rule that a member breaks."""
    kind, context = detail["type"], detail.get("ctx", {})
    if "min_length" in context:
        code, message = "too_short", f"Must have at least {_counted(context['min_length'], detail['input'])}."
    elif "max_length" in context:
        code, message = "too_long", f"Must have at most {_counted(context['max_length'], detail['input'])}."
    elif "expected" in context:
        several = "one of " if " or " in context["expected"] else ""
        code, message = "unknown_value", f"Must be {several}{context['expected']}."
    elif kind not in _LIBRARY or kind == "too_long":  # a rule of our own
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
