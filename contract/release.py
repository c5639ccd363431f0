"""Makes a release of what the changelog has gathered: `make release VERSION=0.2.0`.

The version stands in pyproject.toml alone. A release needs changes to name, and a version after the last one; what is
not there yet stays above it. The commit and its tag are the releaser's.
"""

import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from savings.clock import Clock, SystemClock

ROOT: Final = Path(__file__).parents[1]
_UNRELEASED: Final = "## Unreleased\n"
_NOT_YET: Final = "### Not there yet\n"
_VERSION: Final = re.compile(r'^version = "(\d+)\.(\d+)\.(\d+)"$', re.MULTILINE)


class Unreleasable(Exception):
    """Why there can be no such release."""


def release(version: str, day: date, project: str, changes: str) -> tuple[str, str]:
    """Return pyproject.toml and the changelog as of a release on a day. Raises Unreleasable."""
    numbers = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    before = _VERSION.search(project)
    if numbers is None or before is None:
        raise Unreleasable(f"{version} is no version such as 1.2.3")
    if [*map(int, numbers.groups())] <= [*map(int, before.groups())]:
        raise Unreleasable(f"{version} is not after {'.'.join(before.groups())}")
    start = changes.index(_UNRELEASED) + len(_UNRELEASED)
    following = changes.find("\n## ", start)
    end = len(changes) if following < 0 else following + 1
    made, mark, not_yet = changes[start:end].partition(_NOT_YET)
    if not made.strip():
        raise Unreleasable("the changelog names no change")
    above = f"{_UNRELEASED}\n{mark}{not_yet.rstrip()}\n\n" if mark else f"{_UNRELEASED}\n"
    released = f"{above}## {version} - {day.isoformat()}\n\n{made.strip()}\n"
    rest = changes[end:]
    changed = changes[: start - len(_UNRELEASED)] + released + (f"\n{rest}" if rest else "")
    return _VERSION.sub(f'version = "{version}"', project), changed


def main(arguments: Sequence[str], root: Path = ROOT, clock: Clock | None = None) -> int:
    """Write both files; return the exit code, 1 where there can be no such release."""
    project, changes = root / "pyproject.toml", root / "CHANGELOG.md"
    day = (clock or SystemClock()).now().date()
    try:
        made = release("".join(arguments), day, project.read_text("utf-8"), changes.read_text("utf-8"))
    except Unreleasable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    project.write_text(made[0], "utf-8")
    changes.write_text(made[1], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
