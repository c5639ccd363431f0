"""Pages that are read by doing: their bash blocks are run one after the other, and JSON after one is what it prints.

In what a page shows, `…` at the end of a text stands for the rest of it, and members may be left out.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
_BLOCK: Final = re.compile(r"^```(bash|json)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_END: Final = "\x1e"
"""Between what one block prints and the next."""


@dataclass(frozen=True)
class Step:
    """A block of commands, and what the page shows of what it prints."""

    script: str
    shown: tuple[Any, ...]


def steps(page: Path) -> list[Step]:
    """Return what a page has one do."""
    found: list[Step] = []
    for kind, text in _BLOCK.findall(page.read_text("utf-8")):
        if kind == "bash":
            found.append(Step(text, ()))
        elif found:
            found[-1] = Step(found[-1].script, (*found[-1].shown, json.loads(text)))
    return found


README: Final = ROOT / "README.md"


def goes_on_from_the_readme(page: Path) -> list[Step]:
    """Return what a page has one do after the README's first calls, which prints nothing here."""
    first = f"{{ {steps(README)[0].script} }} > /dev/null"
    return [Step(first, ()), *steps(page)]


def run(todo: list[Step], base: str, environment: Mapping[str, str] = os.environ) -> list[list[Any]]:
    """Run steps in one shell against the API at an address; return what each has printed, answer by answer."""
    return [list(answers(text)) for text in output(todo, base, environment)]


def output(todo: list[Step], base: str, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Run steps in one shell against the API at an address; return what each has printed."""
    script = "\n".join(["set -eu", *(f"{step.script}\nprintf '{_END}'" for step in todo)])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env={**environment, "BASE": base},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{done.stdout}\n{done.stderr}"
    return done.stdout.split(_END)[:-1]


def wrong(page: Path, base: str, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Run a page; return each place at which it shows something else than is printed."""
    todo = goes_on_from_the_readme(page)
    found: list[str] = []
    for step, printed in zip(todo, run(todo, base, environment), strict=True):
        if step.shown:
            found.append(differs(list(step.shown), printed, "answer"))
    return [one for one in found if one]


def answers(printed: str) -> Iterator[Any]:
    """Yield what was printed, one JSON text after the other."""
    decoder, rest = json.JSONDecoder(), printed.strip()
    while rest:
        answer, end = decoder.raw_decode(rest)
        yield answer
        rest = rest[end:].strip()


def differs(shown: Any, printed: Any, place: str = "") -> str:
    """Return the place at which what was printed is not what the page shows; nothing where it is."""
    if isinstance(shown, dict) and isinstance(printed, dict):
        missing = [name for name in shown if name not in printed]
        if missing:
            return f"{place}.{missing[0]}"
        return next(filter(None, (differs(of, printed[name], f"{place}.{name}") for name, of in shown.items())), "")
    if isinstance(shown, list) and isinstance(printed, list):
        if len(shown) != len(printed):
            return f"{place}: {len(printed)} in place of {len(shown)}"
        return next(
            filter(None, (differs(one, printed[at], f"{place}[{at}]") for at, one in enumerate(shown))),
            "",
        )
    if isinstance(shown, str) and shown.endswith("…") and isinstance(printed, str):
        return "" if printed.startswith(shown[:-1]) else f"{place}: {printed}"
    return "" if shown == printed else f"{place}: {printed!r} in place of {shown!r}"
