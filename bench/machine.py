"""Where and with what was measured."""

import os
import platform
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.artefacts import ROOT, artefacts

_NAMED: Final = ("awslambdaric", "boto3", "aws-lambda-powertools", "pydantic", "fastapi", "mangum")
_MODEL: Final = re.compile(r"^model name\s*: (.+)$", re.MULTILINE)
_PINNED: Final = re.compile(r"^([a-z0-9-]+)==([^ ;]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine at the time of a measurement."""

    date: str
    processor: str
    processors: int
    load: float
    system: str
    python: str
    packages: dict[str, str]


def machine() -> Machine:
    """Return this one."""
    described = Path("/proc/cpuinfo")
    model = _MODEL.search(described.read_text()) if described.exists() else None
    pins = dict(_PINNED.findall((ROOT / "requirements" / "bench.txt").read_text()))
    return Machine(
        date=datetime.now(UTC).date().isoformat(),
        processor=model[1] if model else platform.processor(),
        processors=len(os.sched_getaffinity(0)),
        load=round(os.getloadavg()[1], 1),
        system=f"{platform.system()} {platform.release()}, {platform.machine()}",
        python=artefacts().python,
        packages={name: pins[name] for name in _NAMED},
    )
