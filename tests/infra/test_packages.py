"""A package holds the sources with their bytecode, and nothing for another processor or from another machine."""

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import localedata
from babel.localedata import locale_identifiers

from contract import validators
from households.formatted import Formatter
from infra.app import make_app
from infra.components import locales
from infra.components.bundle import ROOT, PythonBundle, function_package
from infra.interpreter import find_interpreter
from savings.domain.household import Household

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
AARCH64, X86_64 = 183, 62


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source" / "product"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "__pycache__" / "old.cpython-311.pyc").write_bytes(b"stale")
    (folder / "__init__.py").write_text("ANSWER = 42\n", encoding="utf-8")
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


LOCALES = sorted(name for name in locale_identifiers() if re.fullmatch("[a-z]{2,3}_[A-Z]{2}", name))


def written_in(locale: str) -> list[str]:
    formatter = Formatter(
        Household(
            tenant="t",
            guid="h",
            label="Home",
            zone="Europe/London",
            currency="GBP",
            locale=locale,
            finalising_days=0,
            created_at=datetime(2027, 1, 10, tzinfo=UTC),
            clients=(),
        )
    )
    return [formatter.money("-1234567.891"), formatter.percent("12.345"), formatter.day("2027-03-01")]


def test_trimmed_locales_write_every_value_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {locale: written_in(locale) for locale in LOCALES}
    shutil.copytree(localedata._dirname, tmp_path / "locales")
    locales.trim(tmp_path / "locales")
    monkeypatch.setattr(localedata, "_dirname", str(tmp_path / "locales"))
    monkeypatch.setattr(localedata, "_cache", {})
    assert {locale: written_in(locale) for locale in LOCALES} == before
    assert len(LOCALES) > 300


def _bundle(source: Path, python: str = HERE) -> PythonBundle:
    return PythonBundle([source], python=python, architecture="arm64", prefix="python", home="/opt/python")


def test_a_package_has_bytecode_that_is_never_checked_and_no_leftovers(source: Path, target: Path) -> None:
    assert _bundle(source).try_bundle(str(target))
    (bytecode,) = target.rglob("*.pyc")
    assert bytecode.parent.parent == target / "python" / "product"
    unchecked_hash = 0b01
    assert int.from_bytes(bytecode.read_bytes()[4:8], "little") == unchecked_hash


def test_a_package_is_the_same_wherever_it_is_made(source: Path, tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _bundle(source).try_bundle(str(tmp_path / name))
        made = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        contents.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in made])
    assert contents[0] == contents[1]


def test_a_library_for_another_processor_fails_the_package(source: Path, target: Path) -> None:
    _library(source / "fast.so", X86_64)
    with pytest.raises(ValueError, match=r"fast\.so is made for processor 62, not for arm64"):
        _bundle(source).try_bundle(str(target))


def test_a_library_for_the_chosen_processor_is_taken(source: Path, target: Path) -> None:
    _library(source / "fast.so", AARCH64)
    assert _bundle(source).try_bundle(str(target))


def test_a_source_that_does_not_compile_fails_the_package(source: Path, target: Path) -> None:
    (source / "broken.py").write_text("def\n", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        _bundle(source).try_bundle(str(target))


def test_without_the_right_python_the_package_is_made_and_says_what_it_lacks(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("infra.components.bundle.find_interpreter", lambda version: None)
    assert _bundle(source).try_bundle(str(target))
    assert list(target.rglob("*.pyc")) == []
    assert "have no bytecode" in capsys.readouterr().err


def test_a_live_build_fails_where_bytecode_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.components.bundle.find_interpreter", lambda version: None)
    with pytest.raises(RuntimeError, match=r"no Python 3\.13 on this machine, so the packages have no bytecode"):
        make_app(outdir=str(tmp_path), stage="live", context={"alarm_email": "oncall@bank.example"})


def test_the_interpreter_of_a_version_is_found_and_a_missing_one_is_not_invented() -> None:
    found = find_interpreter(HERE)
    assert found is not None
    assert found.exists()
    assert find_interpreter("3.0") is None


def test_a_function_has_the_validators_of_its_bodies_and_their_bytecode(target: Path) -> None:
    assert function_package("notifications", HERE, "arm64").try_bundle(str(target))
    assert (target / "notifications" / "validators.py").read_text(encoding="utf-8") == validators.text("notifications")
    assert len([*target.glob("notifications/__pycache__/validators.*.pyc")]) == 1
    assert function_package("scheduler", HERE, "arm64").try_bundle(str(target))
    assert not (target / "scheduler" / "validators.py").exists()


def test_validators_for_another_library_than_the_layers_fail_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.components.bundle.VERSION", "2.0.0")
    with pytest.raises(ValueError, match=r"the layer has another pydantic-core than 2\.0\.0"):
        function_package("notifications", HERE, "arm64")


def test_validators_are_written_alike_in_every_process() -> None:
    program = "from contract import validators; print(validators.text('households'))"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stdout == f"{validators.text('households')}\n"


def _library(path: Path, machine: int) -> None:
    path.write_bytes(b"\x7fELF".ljust(18, b"\0") + machine.to_bytes(2, "little"))
