"""What the environment says about a start of the stack."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contract.cors import EVERY_ORIGIN, ORIGIN


class BadOption(ValueError):
    """A variable of the environment cannot be understood; the text names it."""


@dataclass(frozen=True, slots=True)
class Options:
    """`port` 0 takes any free one; `fresh` forgets the data of earlier starts; pages of `origins` may call the API."""

    port: int = 8000
    data: Path = Path(".local")
    fresh: bool = False
    origins: tuple[str, ...] = (EVERY_ORIGIN,)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Options":
        """Read `PORT`, `DATA_DIR`, `FRESH` and `CORS_ORIGINS`, with commas between several. Raises BadOption."""
        port = environment.get("PORT") or "8000"
        if not (port.isascii() and port.isdecimal()) or int(port) > 65535:
            raise BadOption(f"PORT is a number up to 65535, not {port!r}")
        origins = tuple(filter(None, environment.get("CORS_ORIGINS", EVERY_ORIGIN).split(",")))
        if wrong := [origin for origin in origins if not re.fullmatch(ORIGIN, origin)]:
            raise BadOption(f"CORS_ORIGINS has origins such as https://app.example, not {wrong[0]!r}")
        return cls(
            port=int(port),
            data=Path(environment.get("DATA_DIR") or ".local"),
            fresh=environment.get("FRESH", "") not in {"", "0"},
            origins=origins,
        )
