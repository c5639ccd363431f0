"""What the environment says about a start of the stack."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class BadOption(ValueError):
    """A variable of the environment cannot be understood; the text names it."""


@dataclass(frozen=True, slots=True)
class Options:
    """`port` 0 takes any free one; `fresh` forgets the data of earlier starts."""

    port: int = 8000
    data: Path = Path(".local")
    fresh: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Options":
        """Read `PORT`, `DATA_DIR` and `FRESH`. Raises BadOption."""
        port = environment.get("PORT") or "8000"
        if not (port.isascii() and port.isdecimal()) or int(port) > 65535:
            raise BadOption(f"PORT is a number up to 65535, not {port!r}")
        return cls(
            port=int(port),
            data=Path(environment.get("DATA_DIR") or ".local"),
            fresh=environment.get("FRESH", "") not in {"", "0"},
        )
