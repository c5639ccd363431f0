"""The modules that the functions are made of: what the handlers import, and what that imports in turn."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_HOMES: Final = (ROOT / "functions", ROOT / "layers" / "common" / "python")
HANDLERS: Final = (
    *("goals.handler", "actions.handler", "households.handler", "notifications.handler", "authorize.handler"),
    *("scheduler.enqueue", "scheduler.close", "scheduler.publish", "scheduler.notify", "scheduler.audit"),
    "scheduler.deliver",
)


def served_modules(handlers: Iterable[str] = HANDLERS) -> dict[str, ast.Module]:
    """Return the syntax tree of each module by its name."""
    found: dict[str, ast.Module] = {}
    waiting = [*handlers]
    while waiting:
        name = waiting.pop()
        if name not in found and (path := _path(name)) is not None:
            found[name] = _tree(path)
            waiting += imports_of(found[name])
    return found


@cache
def imports_of(module: ast.Module) -> frozenset[str]:
    """Return the names of the product's modules that a module imports."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
    return frozenset(name for name in names if _path(name) is not None)


def nodes(modules: dict[str, ast.Module]) -> Iterator[ast.AST]:
    """Yield every node of the modules."""
    for module in modules.values():
        yield from ast.walk(module)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _path(name: str) -> Path | None:
    for home in _HOMES:
        path = home.joinpath(*name.split(".")).with_suffix(".py")
        if path.is_file():
            return path
    return None
