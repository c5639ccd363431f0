"""The TypeScript client: made anew it is the same; packed, it runs its tests, its README and a caller's first hour."""

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from clients.packages import tarball
from clients.typescript import generate
from contract.openapi import FILE
from local.npm import install, node
from tests.contract import error_examples, event_examples
from tests.contract.served_code import ROOT
from tests.local.serving import Served

REFERENCE = ROOT / "local" / "html" / "docs.js"
HOLIDAY = "Holiday 150.00 of 1200.00 GBP by "
PAGE = """<!doctype html>
<link rel="icon" href="data:,">
<script type="importmap">{"imports": {
  "savings-goals-client": "/node_modules/savings-goals-client/dist/index.js",
  "openapi-fetch": "/node_modules/openapi-fetch/dist/index.mjs"
}}</script>
<script type="module" src="/start.js"></script>
"""
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
    (folder / "tests" / "readme.ts").write_text("\n".join(readme("http://127.0.0.1:8000")), "utf-8")
    [made] = re.findall(r"^function typescript\(.*?^}", REFERENCE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
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


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("client") / "data") as served:
        yield served


def readme(address: str) -> list[str]:
    """The samples of the README, for a stack at an address."""
    text = (generate.FOLDER / "README.md").read_text("utf-8").replace("http://127.0.0.1:8000", address)
    return re.findall(r"```typescript\n(.*?)```", text, re.DOTALL)


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


def test_the_readme_and_a_callers_first_hour_run_on_the_local_stack(project: Path, stack: Served) -> None:
    (project / "readme.ts").write_text("\n".join(readme(stack.base_url)), "utf-8")
    first, second = run(project, "readme.ts").splitlines()
    assert first.startswith(HOLIDAY)
    assert second == "there is no such goal"
    assert run(project, "tests/flow.ts", stack.base_url) == ""


def test_the_readmes_beginning_runs_in_a_page_of_another_origin(project: Path, stack: Served, browser: Browser) -> None:
    strip = "process.stdout.write(require('node:module').stripTypeScriptTypes(process.argv[1]))"
    start = run(project, "-e", strip, readme(stack.base_url)[0])
    given = f'accessToken: async () => "{stack.token()}"'  # a secret has no place in a browser
    (project / "start.js").write_text(start.replace('clientSecret: "demo-secret"', given), "utf-8")
    (project / "index.html").write_text(PAGE, "utf-8")
    files = ThreadingHTTPServer(("localhost", 0), partial(SimpleHTTPRequestHandler, directory=str(project)))
    Thread(target=files.serve_forever).start()
    try:
        with browser.new_page() as page:
            with page.expect_console_message() as said:
                page.goto(f"http://localhost:{files.server_port}/")
            assert said.value.text.startswith(HOLIDAY)
    finally:
        files.shutdown()
        files.server_close()
