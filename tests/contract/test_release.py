"""A release: its version after the last one, and in the changelog what has changed since."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from contract.release import ROOT, Unreleasable, main, release
from tests.product import SetClock

PROJECT = '[project]\nname = "savings-goals"\nversion = "0.9.0"\n'
CHANGES = """# Changes

## Unreleased

### Added

- A thing.

### Not there yet

- Another thing.

## 0.9.0 - 2026-01-01

### Added

- The first thing.
"""
DAY = date(2027, 1, 10)


def test_what_has_changed_goes_below_the_version_and_what_is_not_there_yet_stays_above() -> None:
    project, changes = release("0.10.0", DAY, PROJECT, CHANGES)
    assert project == PROJECT.replace("0.9.0", "0.10.0")
    assert changes.split("## ")[1:] == [
        "Unreleased\n\n#",
        "Not there yet\n\n- Another thing.\n\n",
        "0.10.0 - 2027-01-10\n\n#",
        "Added\n\n- A thing.\n\n",
        "0.9.0 - 2026-01-01\n\n#",
        "Added\n\n- The first thing.\n",
    ]


def test_a_release_of_nothing_or_of_no_later_version_is_refused() -> None:
    _, released = release("1.0.0", DAY, PROJECT, CHANGES)
    for version, changes in (
        ("0.9.0", CHANGES),
        ("0.8.9", CHANGES),
        ("1.0", CHANGES),
        ("v2", CHANGES),
        ("2.0.0", released),
    ):
        with pytest.raises(Unreleasable):
            release(version, DAY, PROJECT, changes)


def test_the_projects_own_files_can_be_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    clock = SetClock(datetime(2027, 1, 10, 23, tzinfo=UTC))
    assert main(["99.0.0"], tmp_path, clock) == 0
    assert 'version = "99.0.0"' in (tmp_path / "pyproject.toml").read_text("utf-8")
    assert "## 99.0.0 - 2027-01-10\n\n### Added\n" in (tmp_path / "CHANGELOG.md").read_text("utf-8")
    assert main(["99.0.0"], tmp_path, clock) == 1
    assert capsys.readouterr().err == "99.0.0 is not after 99.0.0\n"
