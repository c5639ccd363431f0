"""The table of metrics is what the functions emit, each row by the function that it names."""

import ast
from collections.abc import Iterator

import pytest

from contract.metrics import METRICS
from savings.domain.facts import FACTS
from scheduler import publish
from tests.contract.served_code import HANDLERS, served_modules

UNITS = {"count": "Count", "seconds": "Seconds"}


def emitted(*handlers: str) -> Iterator[tuple[str, str]]:
    """Yield the name and unit of each metric that stands in the modules of these handlers."""
    for module in served_modules(handlers).values():
        made_by = UNITS.keys() & set(_imported(module))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in made_by:
                for name in _names(node.args[0]):
                    yield name, UNITS[node.func.id]


def _imported(module: ast.Module) -> Iterator[str]:
    """Yield what a module takes from where metrics are made."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "savings.observability":
            yield from (name.name for name in node.names)


def _names(argument: ast.expr) -> list[str]:
    if ast.unparse(argument) == "COUNTED[event.name]":
        return [*publish.COUNTED.values()]
    if isinstance(argument, ast.IfExp):
        return _names(argument.body) + _names(argument.orelse)
    assert isinstance(argument, ast.Constant), ast.unparse(argument)
    return [str(argument.value)]


def test_each_metric_of_the_table_is_emitted_and_no_other() -> None:
    assert sorted({(metric.name, metric.unit) for metric in METRICS}) == sorted(set(emitted(*HANDLERS)))
    assert len({metric.name for metric in METRICS}) == len(METRICS)


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_function_emits_the_metrics_of_its_service(handler: str) -> None:
    service = handler.removesuffix(".handler").removeprefix("scheduler.")
    assert {name for name, _ in emitted(handler)} == {metric.name for metric in METRICS if metric.service == service}


def test_only_events_that_exist_are_counted() -> None:
    assert publish.COUNTED.keys() <= FACTS.keys()
