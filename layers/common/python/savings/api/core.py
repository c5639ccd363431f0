"""pydantic's compiled core without the packages around it, whose import takes ten times as long.

Where `pydantic` is imported as well, it uses this very one.
"""

import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pydantic_core._pydantic_core as core

_PACKAGE: Final = "pydantic_core"
_NAME: Final = f"{_PACKAGE}._pydantic_core"


def _load() -> ModuleType:
    package = PathFinder.find_spec(_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        for suffix in EXTENSION_SUFFIXES:
            file = f"{folder}/{_NAME.rpartition('.')[2]}{suffix}"
            spec = spec_from_file_location(_NAME, file) if os.path.exists(file) else None  # noqa: PTH110
            if spec is not None and spec.loader is not None:
                module = module_from_spec(spec)
                spec.loader.exec_module(module)
                sys.modules[_NAME] = module
                return module
    # Not installed, or made for another processor.
    raise ModuleNotFoundError(f"no module {_NAME}", name=_NAME)


if not TYPE_CHECKING:
    core = sys.modules.get(_NAME) or _load()

VERSION: Final = core.__version__
PydanticCustomError = core.PydanticCustomError
SchemaValidator = core.SchemaValidator
ValidationError = core.ValidationError
list_all_errors = core.list_all_errors
