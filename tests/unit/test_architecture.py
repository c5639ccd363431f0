"""The dependency rule and the house rules that a linter cannot see, read from the source.

functions -> savings.api, savings.usecases -> savings.store -> savings.domain, savings.dynamodb; what a module may
import is what is below it.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FUNCTIONS = ROOT / "functions"
LAYER = ROOT / "layers" / "common" / "python" / "savings"
MODULES = sorted([*FUNCTIONS.rglob("*.py"), *LAYER.rglob("*.py")])
FUNCTION_PACKAGES = sorted(folder.name for folder in FUNCTIONS.iterdir() if (folder / "__init__.py").exists())

MAY_IMPORT = {
    "savings.ids": set(),
    "savings.clock": set(),
    "savings.config": set(),
    "savings.correlation": set(),
    "savings.deadline": set(),
    "savings.domain": {"savings.domain", "savings.ids"},
    "savings.mail": set(),
    "savings.https": {"savings.domain"},
    "savings.start": set(),
    "savings.dynamodb": {"savings.dynamodb"},
    "savings.store": {"savings.store", "savings.dynamodb", "savings.domain", "savings.ids", "savings.correlation"},
    "savings.runtime": {
        "savings.start",
        "savings.clock",
        "savings.config",
        "savings.deadline",
        "savings.https",
        "savings.store",
        "savings.dynamodb",
    },
    "savings.observability": {"savings.runtime", "savings.correlation"},
    "savings.usecases": {
        *("savings.usecases", "savings.store", "savings.domain"),
        *("savings.runtime", "savings.observability", "savings.ids", "savings.https", "savings.mail"),
    },
    "savings.api": {
        *("savings.api", "savings.usecases", "savings.store", "savings.domain"),
        *("savings.runtime", "savings.observability", "savings.ids", "savings.correlation"),
    },
}
"""What each part of the layer may import of the layer; a function may import all of it and itself."""

SCHEMAS = {f"{path.parent.name}.{path.stem}" for path in FUNCTIONS.glob("*/*schemas.py")}
"""The modules of models: a package has their validators ready, so none of them is imported to serve."""

ONLY_IN = {
    "boto3": {"savings.runtime"},
    "botocore": {"savings.runtime", "savings.mail", "savings.dynamodb", "savings.usecases.webhook_keys"},
    "mypy_boto3_dynamodb": {"savings.dynamodb.by_boto3"},
    "http": {"savings.dynamodb", "authorize.keys"},
    "socket": {"savings.dynamodb", "savings.https"},
    "ssl": {"savings.dynamodb", "savings.https"},
    "aws_lambda_powertools": {"scheduler"},
    "pydantic": {"savings.api.models", "households.fields", *SCHEMAS},
    "pydantic_core": {"savings.api.core", "savings.api.bodies", "households.schemas"},
    "simplejson": {"savings.api"},
    "time": {"savings.runtime", "savings.observability", "savings.dynamodb.direct", "savings.https"},
    "random": {"savings.runtime"},
}
"""Where the libraries that touch the world may be imported."""

FORBIDDEN_CALLS = {
    "float": "money and figures are integers or Decimal",
    "round": "rounding is the money module's",
    "datetime.now": "time comes from the clock",
    "datetime.utcnow": "time comes from the clock",
    "datetime.today": "time comes from the clock",
    "date.today": "time comes from the clock",
    "time.time": "time comes from the clock",
    "print": "logs are the logger's",
}
ALLOWED_CALLS = {("savings.clock", "datetime.now")}


def name_of(path: Path) -> str:
    base = LAYER.parent if LAYER in path.parents else FUNCTIONS
    return ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Yield what a module imports, as `package.module` or `package.module.name`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def part_of(module: str) -> str:
    return next(part for part in MAY_IMPORT if is_within(module, part))


OF_LAYER = {path for path in MODULES if LAYER in path.parents}
OF_FUNCTIONS = {path for path in MODULES if FUNCTIONS in path.parents}


def strays(modules: Iterable[Path], is_stray: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """Return each module with what it imports and must not."""
    named = ((name_of(path), imported) for path in modules for imported in imports(path))
    return [(module, imported) for module, imported in named if is_stray(module, imported)]


def test_a_module_of_the_layer_imports_only_what_is_below_it() -> None:
    def is_above(module: str, imported: str) -> bool:
        allowed = MAY_IMPORT[part_of(module)]
        return is_within(imported, "savings") and not any(is_within(imported, part) for part in allowed)

    assert strays((path for path in OF_LAYER if name_of(path) != "savings"), is_above) == []


def test_the_layer_knows_no_function() -> None:
    assert strays(OF_LAYER, lambda _, imported: imported.split(".")[0] in FUNCTION_PACKAGES) == []


def test_the_operators_commands_stand_on_the_layer_and_nothing_stands_on_them() -> None:
    commands = [*(ROOT / "operations").glob("*.py")]
    own = {"operations", "savings"}
    every = {imported for path in commands for imported in imports(path)}
    found = {imported.split(".")[0] for imported in every if not is_within(imported, "infra.settings")}
    assert found & {"functions", "local", "infra", "tests", *FUNCTION_PACKAGES} == set()
    assert own <= found
    assert strays(MODULES, lambda _, imported: is_within(imported, "operations")) == []


def test_a_function_never_imports_another() -> None:
    def is_another(module: str, imported: str) -> bool:
        return imported.split(".", maxsplit=1)[0] in set(FUNCTION_PACKAGES) - {module.split(".", maxsplit=1)[0]}

    assert strays(OF_FUNCTIONS, is_another) == []


def test_libraries_that_touch_the_world_stay_where_they_belong() -> None:
    def is_elsewhere(module: str, imported: str) -> bool:
        places = [places for library, places in ONLY_IN.items() if is_within(imported, library)]
        return any(not any(is_within(module, place) for place in allowed) for allowed in places)

    assert strays(MODULES, is_elsewhere) == []


def test_no_module_calls_what_has_one_place() -> None:
    calls = [(name_of(path), node) for path in MODULES for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    for module, node in calls:
        called = ast.unparse(node.func)
        reason = FORBIDDEN_CALLS.get(called)
        assert reason is None or (module, called) in ALLOWED_CALLS, f"{module}, line {node.lineno}: {reason}"


def keys_written_in(path: Path) -> list[str]:
    """The f-strings with a `#` and something computed: what makes a key of the table."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.FormattedValue) for part in node.values):
            texts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            if any("#" in str(text) for text in texts):
                found.append(ast.unparse(node))
    return found


def test_keys_are_written_in_one_place() -> None:
    assert [name_of(path) for path in MODULES if keys_written_in(path)] == ["savings.store.keys"]
    assert len(keys_written_in(LAYER / "store" / "keys.py")) > 10


def test_nothing_scans_the_table_or_filters_a_list_in_it() -> None:
    for path in MODULES:
        nodes = list(ast.walk(parsed(path)))
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        assert not attributes & {"scan", "get_paginator"}, path
        assert not words & {"scan", "FilterExpression", "ConditionCheck"}, path


def test_a_functions_module_is_thin() -> None:
    assert {path.name: lines_of(path) for path in OF_FUNCTIONS if lines_of(path) > 300} == {}


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_module_has_no_catch_all_name() -> None:
    parts = {part for path in MODULES for part in name_of(path).split(".")}
    assert not {"utils", "util", "helpers", "helper", "common", "misc", "manager"} & parts


def test_every_function_is_built_and_handled_alike() -> None:
    """Each package has an entry module with `build` and `handler`; the scheduler has six."""
    entries = {
        name_of(path)
        for path in MODULES
        if FUNCTIONS in path.parents
        and {"build", "handler"} <= {getattr(node, "name", None) or _target(node) for node in parsed(path).body}
    }
    assert entries == {
        *("goals.handler", "actions.handler", "households.handler", "notifications.handler", "authorize.handler"),
        "console.handler",
        *(
            "scheduler.enqueue",
            "scheduler.close",
            "scheduler.publish",
            "scheduler.notify",
            "scheduler.audit",
            "scheduler.deliver",
        ),
        "webhooks.handler",
    }


def _target(node: ast.stmt) -> str | None:
    return node.target.id if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else None
