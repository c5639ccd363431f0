"""What the models of bodies are made of. Models are imported to make validators, documents and tests, not to serve."""

from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from savings.api.members import (
    amount_text,
    blank_is_none,
    composed,
    guid_text,
    http_url,
    id_text,
    metadata_text,
    plain_text,
)


class Body(BaseModel):
    """A request body: members that the route does not know are refused."""

    model_config = ConfigDict(extra="forbid")


COMPOSED: Final = BeforeValidator(composed)
"""Text is brought into NFC before it is measured."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=255), COMPOSED, AfterValidator(plain_text)]
Description = Annotated[str, StringConstraints(max_length=1000), COMPOSED, AfterValidator(plain_text)]
ImageUrl = Annotated[str, StringConstraints(max_length=2048), AfterValidator(plain_text), AfterValidator(http_url)]
Guid = Annotated[str, BeforeValidator(guid_text), WithJsonSchema({"type": "string", "format": "uuid"})]
AnyId = Annotated[
    str,
    BeforeValidator(id_text),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "format": "uuid"}]}),
]
Metadata = Annotated[
    str | None, BeforeValidator(metadata_text), WithJsonSchema({"anyOf": [{"type": "object"}, {"type": "null"}]})
]

BLANK: Final = BeforeValidator(blank_is_none)
"""`""`, null and absent mean the same."""

DecimalText = Annotated[
    str | None,
    BLANK,
    BeforeValidator(amount_text),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "format": "decimal"}, {"type": "number"}, {"type": "null"}],
            "examples": ["1200.00"],
        }
    ),
]
"""A decimal string or a JSON number."""

DateText = Annotated[
    str | None,
    BLANK,
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "examples": ["2027-01-31"]}),
]


class MoneyBody(Body):
    """An amount: a decimal string and an ISO 4217 code; a missing code means the goal's currency."""

    value: str = Field(examples=["3000.00"], json_schema_extra={"format": "decimal"})
    currency: str | None = Field(default=None, examples=["USD"])
