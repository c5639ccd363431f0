"""The TypeScript client: its made half is in step, and its one dependency is what the project pins."""

import json
import re

from clients import described
from clients.typescript import generate
from tests.contract.served_code import ROOT


def test_the_files_are_in_step_with_the_document_and_the_release() -> None:
    assert generate.MARK.read_text("utf-8") == generate.mark(), "make it anew: python -m clients.typescript.generate"
    types = (generate.FOLDER / "src" / "api.ts").read_text("utf-8")
    operations = {one["operationId"] for verbs in described.document()["paths"].values() for one in verbs.values()}
    assert set(re.findall(r'operations\["(\w+)"\]', types)) == operations


def test_the_package_needs_openapi_fetch_alone_as_it_is_pinned() -> None:
    package = json.loads((generate.FOLDER / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "local" / "npm" / generate.TOOLS / "package-lock.json").read_text("utf-8"))
    assert package["version"] == described.version()
    assert package["dependencies"] == {"openapi-fetch": f"^{lock['packages']['node_modules/openapi-fetch']['version']}"}
    modules = [path.read_text("utf-8") for path in (generate.FOLDER / "src").glob("*.ts")]
    needed = {name for text in modules for name in re.findall(r'^(?:im|ex)port .* from "(.*)";$', text, re.MULTILINE)}
    assert {name for name in needed if not name.startswith("./")} == {"openapi-fetch"}
