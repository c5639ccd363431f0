"""Moves the deployed functions' clock by as many seconds as a file says.

The emulator's environment imports this whenever Python starts there. The deployed code is what it is on AWS: only its
one clock is moved, when it is imported, so that signatures stay in real time; and not that of the authorizer, so that
tokens do. Without the file, or the variable that names it, nothing is moved.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

VARIABLE = "E2E_CLOCK_FILE"
CLOCK = "savings.clock"


class _Finder(MetaPathFinder):
    """Finds the clock's module as Python would, and moves the clock once the module is there."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != CLOCK:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_move(module: ModuleType) -> None:
                run(module)
                _move(module.SystemClock)

            spec.loader.exec_module = run_and_move  # type: ignore[method-assign]
        return spec


def _move(clock: Any) -> None:
    now = clock.now

    def moved(self: Any) -> datetime:
        instant: datetime = now(self)
        file = Path(os.environ[VARIABLE])
        return instant + timedelta(seconds=int(file.read_text(encoding="utf-8")) if file.exists() else 0)

    clock.now = moved


if VARIABLE in os.environ and os.environ.get("POWERTOOLS_SERVICE_NAME") != "authorize":
    sys.meta_path.insert(0, _Finder())
