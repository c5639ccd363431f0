"""pydantic's compiled core without the packages around it, whose import takes ten times as long.

Where `pydantic` is imported as well, it uses this very one.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pydantic_core._pydantic_core as core

_PACKAGE: Final = "pydantic_core"
_NAME: Final = f"{_PACKAGE}._pydantic_core"


def _load() -> ModuleType:
    package = PathFinder.find_spec(_PACKAGE)
    found = PathFinder.find_spec(_NAME, package.submodule_search_locations) if package else None
    if found is None or found.loader is None:
        raise ModuleNotFoundError(f"no module {_NAME}", name=_NAME)
    module = module_from_spec(found)
    found.loader.exec_module(module)
    sys.modules[_NAME] = module
    return module


if not TYPE_CHECKING:
    core = sys.modules.get(_NAME) or _load()

VERSION: Final = core.__version__
PydanticCustomError = core.PydanticCustomError
SchemaValidator = core.SchemaValidator
ValidationError = core.ValidationError
list_all_errors = core.list_all_errors
