"""What every documented object of an answer is made with."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue

_NULL: Final = {"type": "null"}

Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Guid = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
Amount = Annotated[str, WithJsonSchema({"type": "string", "format": "decimal", "pattern": r"^-?\d+(\.\d+)?$"})]


class Answer(BaseModel):
    """An object with no other members; one whose default is None is left out where there is nothing, and never null.

    `contract.members` says what each member means.
    """

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema, in which what may be left out cannot be null."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        for name, member in schema["properties"].items():
            if "default" in member:
                del member["default"]
                [there] = [one for one in member.pop("anyOf") if one != _NULL]
                schema["properties"][name] = {**member, **there}
        return schema
