"""The validators of the functions' packages, in a process that runs on the sources."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from types import ModuleType

import pytest

from contract import validators
from savings.api import bodies
from savings.api.contract import ROUTES

FUNCTIONS = sorted({route.function for route in ROUTES})


@cache
def module_of(function: str) -> ModuleType:
    """Return the module that a function's package has beside its sources."""
    made = module_from_spec(ModuleSpec(f"{function}.{bodies.READY}", None))
    exec(compile(validators.text(function), made.__name__, "exec"), vars(made))  # noqa: S102  # as the package does
    return made


@contextmanager
def packaged() -> Iterator[None]:
    """Read bodies as the packages do."""
    forget = bodies.validator.cache_clear
    with pytest.MonkeyPatch.context() as patch:
        for function in FUNCTIONS:
            patch.setitem(sys.modules, f"{function}.{bodies.READY}", module_of(function))
        forget()
        yield
    forget()
