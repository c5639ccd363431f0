"""What differs for deployed functions in the emulator: their clock can be moved, and webhooks may be on this machine.

The emulator's environment imports this whenever Python starts there. The deployed code is what it is on AWS: only its
one clock is moved by as many seconds as a file says, when it is imported, so that signatures stay in real time; and not
that of the authorizer, so that tokens do. Without the variable that names the file, nothing is changed.
"""

import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partialmethod
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

VARIABLE = "E2E_CLOCK_FILE"


class _Finder(MetaPathFinder):
    """Finds a module as Python would, and changes it once it is there."""

    def __init__(self, name: str, change: Callable[[Any], None]) -> None:
        self._name, self._change = name, change

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_change(module: ModuleType) -> None:
                run(module)
                self._change(module)

            spec.loader.exec_module = run_and_change  # type: ignore[method-assign]
        return spec


def _move(module: Any) -> None:
    clock = module.SystemClock
    now = clock.now

    def moved(self: Any) -> datetime:
        instant: datetime = now(self)
        file = Path(os.environ[VARIABLE])
        return instant + timedelta(seconds=int(file.read_text(encoding="utf-8")) if file.exists() else 0)

    clock.now = moved


def _call_anywhere(module: Any) -> None:
    runtime = module.Runtime
    runtime.__init__ = partialmethod(runtime.__init__, calls_anywhere=True)


if VARIABLE in os.environ and os.environ.get("POWERTOOLS_SERVICE_NAME") != "authorize":
    sys.meta_path[:0] = [_Finder("savings.clock", _move), _Finder("savings.runtime", _call_anywhere)]
