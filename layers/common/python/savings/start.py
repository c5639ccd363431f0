"""What makes a function start fast on AWS Lambda; nothing here changes what it does.

While modules load, the collector would look for garbage where there is none; and Python writes and compiles the methods
of dataclasses at every start: here they were compiled when the package was made. For a single question `dataclasses`
imports `inspect`, and with it the parser's tree and the disassembler: here that question is answered without.
"""

import builtins
import gc
import marshal
import os
import sys
from collections.abc import Callable
from hashlib import sha1
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from types import ModuleType
from typing import Any, Final

COMPILED: Final = os.path.join(os.path.dirname(__file__), "dataclasses.bin")  # noqa: PTH118, PTH120
"""The compiled methods by the digests of their texts, behind the number of the bytecode that they are in."""


def begin() -> None:
    """Begin to load a function."""
    gc.disable()
    # Python asks its own build where time zones are, which takes longer than to read one.
    os.environ.setdefault("PYTHONTZPATH", "/usr/share/zoneinfo")
    if "inspect" not in sys.modules:
        _import_dataclasses_alone()
    content = b""
    if os.path.exists(COMPILED):  # noqa: PTH110  # pathlib is slow to import, too
        with open(COMPILED, "rb") as file:  # noqa: PTH123
            content = file.read()
    if content.startswith(MAGIC_NUMBER):
        compiled = marshal.loads(content[len(MAGIC_NUMBER) :])  # noqa: S302  # it came with this very module
        _execute_as(lambda text: marshal.loads(compiled[_digest(text)]) if _digest(text) in compiled else text)  # noqa: S302


def end() -> None:
    """Say that all is loaded: it stays, so the collector need not look at it again."""
    gc.freeze()
    gc.enable()


def prepare() -> None:
    """Compile the methods of all dataclasses of this package, for the Python that runs this, and keep them beside it.

    A module whose libraries are not here (the runtime's SDK, a library for another processor) is compiled at its start.
    """
    import pkgutil  # noqa: PLC0415  # for the build alone

    compiled = {}

    def keep(text: str) -> Any:
        code = compile(text, "<dataclass>", "exec")
        compiled[_digest(text)] = marshal.dumps(code)
        return code

    _execute_as(keep)
    package = import_module(__package__ or "")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        try:
            import_module(module.name)
        except ImportError:
            continue
    with open(COMPILED, "wb") as file:  # noqa: PTH123
        file.write(MAGIC_NUMBER + marshal.dumps(compiled))


def _import_dataclasses_alone() -> None:
    """Import `dataclasses` with an `inspect` that knows a class's annotations, and imports Python's own for the rest.

    It knows no signatures: a class without a docstring would have its own in place of one, at the price of the whole.
    """
    inspect = ModuleType("inspect")
    vars(inspect).update(
        get_annotations=lambda of: vars(of).get("__annotations__", {}),
        signature=lambda _: "",
        __getattr__=lambda name: getattr(import_module("inspect"), name),
    )
    sys.modules["inspect"] = inspect
    import dataclasses  # noqa: F401, PLC0415

    del sys.modules["inspect"]  # whoever else imports it gets Python's own


def _execute_as(code_of: Callable[[str], Any]) -> None:
    """Have `dataclasses` execute what `code_of` makes of the texts that it writes; both mean the same."""
    import dataclasses  # noqa: PLC0415  # not before `begin`

    def execute(text: str, *namespaces: Any) -> None:
        builtins.exec(code_of(text), *namespaces)  # noqa: S102

    vars(dataclasses)["exec"] = execute


def _digest(text: str) -> bytes:
    return sha1(text.encode(), usedforsecurity=False).digest()


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    begin()
