"""The TypeScript client: made anew it is the same; packed, it runs its tests, its README and a caller's first hour."""

import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from clients.packages import tarball
from clients.typescript import generate
from contract.openapi import FILE
from local.npm import install, node
from tests.contract import error_examples, event_examples
from tests.contract.served_code import ROOT
from tests.local.serving import Served

PAGE = ROOT / "local" / "html" / "docs.js"
SAMPLES = """
const APP = "demo-app", location = { origin: "https://bank" };
%s
const { paths } = JSON.parse(require("node:fs").readFileSync(%s));
for (const [path, methods] of Object.entries(paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const [first, ...lines] = typescript({ path, method: method.toUpperCase(), operation }, "").split("\\n");
    if (first !== 'import { Client } from "savings-goals-client";') throw new Error(first);
    console.log(`export async function ${operation.operationId}() {${lines.join("\\n")} return answer; }`);
  }
}
"""
"""Prints a function of each sample that the reference page shows, made by the page's own code."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of somebody's that has the packed client, with the client's tests and the samples of its README."""
    folder = tmp_path_factory.mktemp("project")
    modules = folder / "node_modules"
    with tarfile.open(tarball(folder)) as package:
        package.extractall(modules, filter="data")
    (modules / "package").rename(modules / "savings-goals-client")
    for name in ("openapi-fetch", "openapi-typescript-helpers", "typescript"):
        (modules / name).symlink_to(install(generate.TOOLS) / name)
    shutil.copy(generate.FOLDER / "tsconfig.json", folder)
    shutil.copytree(generate.FOLDER / "tests", folder / "tests")
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    samples = re.findall(r"```typescript\n(.*?)```", (generate.FOLDER / "README.md").read_text("utf-8"), re.DOTALL)
    (folder / "tests" / "readme.ts").write_text("\n".join(samples), "utf-8")
    [made] = re.findall(r"^function typescript\(.*?^}", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    shown_there = run(folder, "-e", SAMPLES % (made, json.dumps(str(FILE))))
    sample = f'import {{ Client }} from "savings-goals-client";\n{shown_there}'
    (folder / "tests" / "samples.ts").write_text(sample, "utf-8")
    refusals = error_examples.examples().items()
    shown = {
        "refusals": [{"name": name, "status": status, "body": body} for name, (status, body) in refusals],
        "events": {name: event.envelope() for name, event in event_examples.examples().items()},
    }
    (folder / "tests" / "examples.json").write_text(json.dumps(shown), "utf-8")
    return folder


def run(project: Path, *command: str | Path) -> str:
    done = subprocess.run([node(), *command], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_generated_files_are_what_the_document_makes() -> None:
    made = generate.texts()
    assert {path: path.read_text("utf-8") for path in made} == made


def test_the_package_has_what_programs_need_and_types_the_reference_pages_samples(project: Path) -> None:
    package = project / "node_modules" / "savings-goals-client"
    sources = sorted(path.stem for path in (generate.FOLDER / "src").glob("*.ts"))
    built = [f"dist/{name}.{ending}" for name in sources for ending in ("d.ts", "js")]
    found = sorted(path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file())
    assert found == ["README.md", *built, "package.json"]
    assert run(project, "node_modules/typescript/bin/tsc", "-p", "tests") == ""


def test_its_calls_events_and_webhooks_keep_their_promises(project: Path) -> None:
    heard = run(project, "--test", "tests/calls.test.ts", "tests/events.test.ts")
    assert re.search(r"tests \d\d\n", heard)


def test_the_readme_and_a_callers_first_hour_run_on_the_local_stack(project: Path) -> None:
    with Served(project / "data") as stack:
        readme = project / "tests" / "readme.ts"
        readme.write_text(readme.read_text("utf-8").replace("http://127.0.0.1:8000", stack.base_url), "utf-8")
        first, second = run(project, readme).splitlines()
        assert first.startswith("Holiday 150.00 of 1200.00 GBP by ")
        assert second == "there is no such goal"
        assert run(project, "tests/flow.ts", stack.base_url) == ""
