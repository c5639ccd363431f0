"""The page of the household's rules says what the code does: what it names exists, and no rule is missing from it."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from contract.households import Contribution, Saving
from households import fields, saving_schemas
from households import members as own_members
from savings.api import bodies, members, models
from savings.api.contract import Family
from savings.api.families import MEMBERS
from savings.domain import calendar, codes, contribution, dates, household, household_accounts, money
from savings.store import households as stored
from savings.usecases import contributions, households
from tests.contract.documents import DOCS
from tests.contract.served_code import ROOT

PAGE: Final = (DOCS / "household-rules.md").read_text(encoding="utf-8")
RULES: Final = (household_accounts, codes, dates, household, contribution, contributions, households, stored)
"""The modules whose refusals are rules of the page."""
READING: Final = (bodies, members, models, own_members, fields, money, calendar)
"""Where the codes of a body come from that can be reported without the household."""

_SPAN: Final = re.compile(r"`([^`]+)`")
_OBJECT: Final = re.compile(r"(?:households|savings)(?:\.\w+)+:\w+(?:\.\w+)*")
_PROOF: Final = re.compile(r"(?:\w+/)+test_\w+\.py::test_\w+")


@dataclass(frozen=True)
class Row:
    """One rule: the members that it is about, its codes, where it is and what proves it."""

    section: str
    members: tuple[str, ...]
    codes: tuple[str, ...]
    where: tuple[str, ...]
    proof: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a failure calls the row."""
        return f"{self.section}: {', '.join(self.members) or ', '.join(self.where)}"


def rows() -> Iterator[Row]:
    """Yield the rows of the page's tables: of five cells, or of three where a rule has neither member nor code."""
    section = ""
    for line in PAGE.splitlines():
        section = line.removeprefix("## ") if line.startswith("## ") else section
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("| ") or cells[-1] == "proof":
            continue
        spans = [tuple(_SPAN.findall(cell)) for cell in cells]
        if len(cells) == 5:
            yield Row(section, spans[0], spans[2], spans[3], spans[4])
        else:
            assert len(cells) == 3, line
            yield Row(section, (), (), spans[1], spans[2])


ROWS: Final = tuple(rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_rule_names_code_that_exists_and_tests_that_exist(row: Row) -> None:
    assert row.where
    assert row.proof
    assert all(_OBJECT.fullmatch(name) and _exists(name) for name in row.where)
    assert all(_PROOF.fullmatch(proof) and _is_test(proof) for proof in row.proof)


@pytest.mark.parametrize("row", [row for row in ROWS if row.codes], ids=lambda row: row.name)
def test_a_rule_names_codes_that_its_code_can_give(row: Row) -> None:
    given = set[str]()
    for name in row.where:
        module, _, function = name.partition(":")
        found = importlib.import_module(module)
        own = _refusals(found).get(function)
        given |= own if own is not None else _texts(found, *READING)
    assert set(row.codes) <= given


@pytest.mark.parametrize("module", RULES, ids=lambda module: module.__name__)
def test_every_refusal_of_the_rules_is_on_the_page(module: ModuleType) -> None:
    for function, given in _refusals(module).items():
        name = f"{module.__name__}:{function}"
        named = [row.codes for row in ROWS if name in row.where]
        assert given <= {code for some in named for code in some}, name


def test_every_field_that_the_rules_name_is_a_member_of_the_family() -> None:
    moments = {f"{side}_{part}" for side in ("start", "end", "risk") for part in ("basis", "age", "date", "event")}
    named = {part for module in RULES for part in _fields(module)} | moments | set(codes.CODES)
    assert named - set(MEMBERS[Family.HOUSEHOLDS]) == {"until"}, "a parameter of the query"


@pytest.mark.parametrize(
    ("section", "members"),
    [
        ("Savings", {*saving_schemas.SavingBody.model_fields, *Saving.model_fields}),
        ("Contributions", {*saving_schemas.ContributionBody.model_fields, *Contribution.model_fields}),
    ],
)
def test_every_member_has_a_row(section: str, members: set[str]) -> None:
    assert {member for row in ROWS if row.section == section for member in row.members} == members


def test_no_row_is_there_twice() -> None:
    assert len(set(ROWS)) == len(ROWS)


def _exists(name: str) -> bool:
    module, _, path = name.partition(":")
    found: object = importlib.import_module(module)
    for part in path.split("."):
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True


def _is_test(proof: str) -> bool:
    file, _, name = proof.partition("::")
    path = ROOT / "tests" / file
    return path.is_file() and name in _functions(path)


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def _refusals(module: ModuleType) -> dict[str, set[str]]:
    """Return the codes that each function of a module refuses with, by the function's name."""
    found: dict[str, set[str]] = {}
    for function in ast.parse(inspect.getsource(module)).body:
        if isinstance(function, ast.FunctionDef):
            codes = {code for node in ast.walk(function) for code in _code_of(node)}
            if codes:
                found[function.name] = codes
    return found


def _fields(module: ModuleType) -> set[str]:
    """Return the fields that a module's refusals name by themselves, part by part."""
    nodes = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if _code_of(node)]
    paths = [node.args[0] for node in nodes if isinstance(node, ast.Call)]
    return {part for path in paths if isinstance(path, ast.Constant) for part in str(path.value).split(".")}


def _code_of(node: ast.AST) -> list[str]:
    if not isinstance(node, ast.Call) or len(node.args) != 3:
        return []
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    code = node.args[1]
    if name not in {"add", "one", "FieldError"} or (isinstance(code, ast.Name) and code.id == "code"):
        return []
    assert isinstance(code, ast.Constant), ast.unparse(node)
    return [str(code.value)]


def _texts(*modules: ModuleType) -> set[str]:
    """Return every text that stands in the modules."""
    nodes = (node for module in modules for node in ast.walk(ast.parse(inspect.getsource(module))))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
