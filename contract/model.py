"""What every documented object of an answer is made with."""

from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

_NULL: Final = {"type": "null"}


class Answer(BaseModel):
    """An object with no other members; one whose default is None is left out where there is nothing, and never null.

    What stands below a member describes it.
    """

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="after")
    def _has_no_null_in_place_of_nothing(self) -> Self:
        optional = {name for name, field in type(self).model_fields.items() if not field.is_required()}
        assert not [name for name in self.model_fields_set & optional if getattr(self, name) is None]
        return self

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
