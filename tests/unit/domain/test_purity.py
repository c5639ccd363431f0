"""The domain is pure Python: no I/O, no clock, no AWS, no HTTP, and no number that rounds by itself."""

import ast
import sys
from pathlib import Path

import pytest

import savings.domain

MODULES = sorted(Path(savings.domain.__path__[0]).glob("*.py"))
PURE = {*sys.stdlib_module_names} - {
    *("asyncio", "http", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3", "ssl"),
    *("subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid"),
}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_domain_module_imports_nothing_but_the_domain(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{name.name}" for name in node.names]
        else:
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            assert name.startswith("savings.domain.") or name == "savings.ids" or name.split(".")[0] in PURE


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_domain_module_has_no_floats(module: Path) -> None:
    """T-14, T-17, T-18: money is divided as integers or not at all."""
    for node in ast.walk(ast.parse(module.read_text())):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id in {"float", "round"})
        assert not isinstance(node, ast.Div)
