"""What goes over the wire, as Python has it: money as Decimal, never as float, and text that keeps each digit."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer

Amount = Annotated[Decimal, PlainSerializer(lambda amount: format(amount, "f"), return_type=str)]
"""An amount that the wire has as decimal text."""


class Model(BaseModel):
    """An object of a request or an answer; its members have Python's names, the wire its own.

    A member that an answer has and this version of the package does not know is passed over. What reads and writes a
    model is made when it is first used: a program that uses five of two hundred starts a quarter sooner.
    """

    model_config = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True, extra="ignore", defer_build=True
    )

    def on_the_wire(self) -> dict[str, Any]:
        """Return what was set, under the wire's names: what an answer had can so be changed and sent back."""
        return self.model_dump(exclude_unset=True)


def read(text: bytes | str) -> Any:
    """Return the data of a JSON text, its numbers exact. Raises ValueError."""
    return json.loads(text, parse_float=Decimal)


def write(data: object) -> str:
    """Return the JSON text of a body, its numbers exact."""
    match data:
        case Model():
            return write(data.on_the_wire())
        case Mapping():
            return "{" + ",".join(f"{json.dumps(str(name))}:{write(value)}" for name, value in data.items()) + "}"
        case list() | tuple():
            return "[" + ",".join(map(write, data)) + "]"
        case Decimal():
            return format(data, "f")
        case date():  # a datetime is one as well
            return json.dumps(data.isoformat().replace("+00:00", "Z"))
        case None | bool() | int() | float() | str():
            return json.dumps(data)
        case _:
            return json.dumps(str(data))
