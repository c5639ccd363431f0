"""The documents say what the code does: what it makes is up to date, and everything that must be named is named."""

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bench import prices
from infra.settings import Settings
from local.engine import DYNOXIDE, Engine
from savings.api.contract import ROUTES
from savings.config import Settings as Environment
from savings.domain.errors import DomainError
from savings.domain.events import members
from savings.domain.facts import FACTS
from savings.store import (
    account_goals,
    accounts,
    contributions,
    goals,
    households,
    idempotency,
    keys,
    notifications,
    references,
    webhooks,
)
from tests.contract import documents, error_examples, event_examples, route_units
from tests.contract.documents import DOCS, PAGES
from tests.contract.item_shapes import SHAPES, Shape
from tests.contract.served_code import ROOT
from tests.engines import connect

ANEW = "write the documents anew: python -m tests.contract.documents"
WRITTEN = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
STORES = (
    *(account_goals, accounts, contributions, goals, households, idempotency, notifications, references, webhooks),
)


@pytest.fixture
def costs(engine: Engine) -> Iterator[documents.Parts]:
    if engine.name != DYNOXIDE:
        pytest.skip("only dynoxide reports consumed capacity as AWS documents it")
    client = connect(engine.endpoint)
    yield documents.access_patterns(client)
    client.close()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_what_the_code_makes_of_it(page: str) -> None:
    assert documents.parts_of(_read(DOCS / page)) == dict(PAGES[page]()), ANEW


def test_the_costs_of_calls_are_what_the_table_says_they_are(costs: documents.Parts) -> None:
    assert documents.parts_of(_read(DOCS / "access-patterns.md")) == dict(costs), ANEW


@pytest.mark.gate
def test_what_each_route_uses_is_what_the_bill_counts(engine: Engine) -> None:
    if engine.name != DYNOXIDE:
        pytest.skip("only dynoxide reports consumed capacity as AWS documents it")
    client = connect(engine.endpoint)
    assert route_units.changed(route_units.measured(client), route_units.kept()) == [], ANEW
    client.close()


def test_every_event_that_the_code_emits_has_an_example_and_a_section() -> None:
    names = event_examples.names_in_code()
    assert set(event_examples.examples()) == names
    assert set(re.findall(r"^### `([a-z.]+)`$", _read(DOCS / "events.md"), re.MULTILINE)) == names


def test_a_member_means_the_same_in_every_event() -> None:
    meanings = {(member.name, member.meaning) for name in FACTS for member in members(name)}
    assert len(meanings) == len(dict(meanings))


@pytest.mark.parametrize("kind", error_examples.refusals(), ids=lambda kind: kind.code)
def test_every_refusal_is_explained(kind: type[DomainError]) -> None:
    assert f"- `{kind.code}`" in _read(DOCS / "errors.md")


def test_every_code_of_a_field_is_explained() -> None:
    table = _section(DOCS / "errors.md", "## Codes of fields")
    assert _first_cells(table) == sorted(error_examples.field_codes())


@pytest.mark.parametrize("store", STORES, ids=lambda store: store.__name__)
def test_every_function_of_the_store_is_an_access_pattern(store: ModuleType) -> None:
    page, module = _read(DOCS / "access-patterns.md"), store.__name__.rpartition(".")[2]
    missing = [name for name in _functions(store) if f"`{module}.{name}`" not in page]
    assert not missing


def test_every_key_is_named() -> None:
    page = _read(DOCS / "access-patterns.md")
    assert not [name for name in _functions(keys) if f"`keys.{name}`" not in page]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.title)
def test_every_attribute_of_an_item_is_named(shape: Shape) -> None:
    assert set(_first_cells(_section(DOCS / "access-patterns.md", f"### {shape.title}"))) == shape.attributes


def test_every_setting_is_named_with_its_default() -> None:
    rows = dict(
        re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", _section(DOCS / "operations.md", "## Settings"), re.MULTILINE)
    )
    assert rows == {name: _default(name) for name in Settings.model_fields}


def test_what_the_metrics_of_each_route_cost_is_said() -> None:
    page = _section(DOCS / "operations.md", "## Settings")
    assert f"each of the {len(ROUTES)} routes, ${prices.route_metrics():.2f} a month" in page
    assert f"${prices.PRICES['trace, million']:.2f} a million traces" in page


def test_every_variable_of_a_function_is_named() -> None:
    page = _read(DOCS / "operations.md")
    source = inspect.getsource(Environment.from_environment)
    assert not [name for name in re.findall(r'"([A-Z_]+)"', source) if f"`{name}`" not in page]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", _read(page))
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_an_example_says_what_it_needs_and_the_environment_has_it(example: Path) -> None:
    module = ast.parse(_read(example))
    imported = {name.partition(".")[0] for node in ast.walk(module) for name in _imports(node)}
    needed = imported - sys.stdlib_module_names
    said = ast.get_docstring(module) or ""
    assert f".venv/bin/python examples/{example.name}" in said
    for package in needed:
        assert f"It needs the package {package}, which the environment of `make venv` has." in said
        is_ours = (ROOT / "clients" / "python" / "src" / package).is_dir()
        assert is_ours or package in _read(ROOT / "requirements" / "dev.in").split()


def test_every_decision_is_in_the_table_of_contents() -> None:
    contents = _read(DOCS / "README.md")
    names = [path.name for path in sorted((DOCS / "adr").glob("*.md"))]
    assert [int(name.partition("-")[0]) for name in names] == list(range(1, len(names) + 1))
    assert not [name for name in names if f"(adr/{name})" not in contents]


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _section(page: Path, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    level = heading.partition(" ")[0]
    _, found, rest = _read(page).partition(f"\n{heading}\n")
    assert found, f"{page.name} has no {heading}"
    return re.split(rf"^#{{2,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def _first_cells(table: str) -> list[str]:
    return re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE)


def _functions(module: ModuleType) -> list[str]:
    return [
        name
        for name, member in vars(module).items()
        if inspect.isfunction(member) and member.__module__ == module.__name__ and not name.startswith("_")
    ]


def _default(setting: str) -> str:
    return json.dumps(Settings().model_dump(mode="json")[setting])
