"""Who imports whom: the dependency rule, read from the code."""

from typing import Final

from tests.contract.served_code import imports_of, served_modules

_ROOMS: Final = (
    "savings.api",
    "savings.usecases",
    "savings.store",
    "savings.dynamodb",
    "savings.https",
    "savings.domain",
)


def imports_table() -> list[str]:
    """Return a table with one row per room of the functions' code and the rooms that it imports."""
    found: dict[str, set[str]] = {}
    for name, module in served_modules().items():
        found.setdefault(_room(name), set()).update(_room(imported) for imported in imports_of(module))
    order = sorted(found, key=lambda room: (-len(_all_below(room, found)), room))
    rows = [f"| `{room}` | {_listed(found[room] - {room}, order)} |" for room in order]
    return ["| room | imports |", "|---|---|", *rows]


def _room(module: str) -> str:
    if not module.startswith("savings."):
        return "functions." + module.partition(".")[0]
    return next((room for room in _ROOMS if module.startswith(f"{room}.")), module)


def _all_below(room: str, found: dict[str, set[str]]) -> set[str]:
    below: set[str] = set()
    waiting = [room]
    while waiting:
        new = found[waiting.pop()] - below
        below |= new
        waiting += new
    return below - {room}


def _listed(rooms: set[str], order: list[str]) -> str:
    return ", ".join(f"`{room}`" for room in sorted(rooms, key=order.index)) or "nothing of the product"
