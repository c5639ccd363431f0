"""Makes the generated half of the TypeScript client: `python -m clients.typescript.generate`.

`python -m tests.contract.documents` does it as well. openapi-typescript makes `api` of the document, and `eventData`
of docs/events/schemas; the types of the events are made here, and package.json has the project's version. The programs
are those that `local/npm/api_checks` pins.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from clients import described
from clients.described import Json
from local.npm import install, node

FOLDER: Final = Path(__file__).resolve().parent
TOOLS: Final = "api_checks"
MARK: Final = FOLDER / "made-from.sha256"
_SOURCE: Final = FOLDER / "src"
_PACKAGE: Final = FOLDER / "package.json"
_MADE: Final = (_PACKAGE, *(_SOURCE / f"{name}.ts" for name in ("api", "eventData", "events")))
_OF_THE_CLIENT: Final = frozenset({"X-Client-Id", "X-Customer-Id"})
_HEADER: Final = "// Made by clients/typescript/generate.py; changes here are lost.\n"


def texts() -> dict[Path, str]:
    """Return the generated files with their texts."""
    paths = {path: {verb: _operation(row) for verb, row in rows.items()} for path, rows in _paths().items()}
    made = (_package(), _types(paths, described.schemas()), _types({}, described.event_data()), _events())
    return dict(zip(_MADE, made, strict=True))


def write() -> None:
    """Write the generated files, and what they were made from."""
    for path, text in texts().items():
        path.write_text(text, "utf-8")
    MARK.write_text(mark(), "utf-8")


def mark() -> str:
    """Return what proves, without making anything, that the generated files are in step."""
    pins = Path(__file__).resolve().parents[2] / "local" / "npm" / TOOLS / "package-lock.json"
    return described.mark((Path(__file__), pins), _MADE)


def _paths() -> dict[str, Json]:
    found: dict[str, Json] = described.document()["paths"]
    return found


def _package() -> str:
    package = json.loads(_PACKAGE.read_text("utf-8")) | {"version": described.version()}
    return f"{json.dumps(package, indent=2)}\n"


def _operation(row: Json) -> Json:
    """Return an operation as a caller of the client has it: without what the client sends, or throws."""
    given = [_parameter(one) for one in row.get("parameters", []) if one["name"] not in _OF_THE_CLIENT]
    answers = {status: _body(answer) for status, answer in row["responses"].items() if status.startswith("2")}
    made = {**row, "parameters": given, "responses": answers}
    return made | ({"requestBody": _body(row["requestBody"])} if "requestBody" in row else {})


def _parameter(parameter: Json) -> Json:
    """Return a parameter that takes an id in either form."""
    is_id = parameter["in"] == "path" or parameter["name"].endswith("_id")
    return {**parameter, "schema": {"type": ["integer", "string"]}} if is_id else parameter


def _body(described: Json) -> Json:
    """Return a body without its examples, which would be half of the module, and without its headers."""
    content = {media: {"schema": body["schema"]} for media, body in described.get("content", {}).items()}
    without = {name: part for name, part in described.items() if name not in {"content", "headers"}}
    return without | ({"content": content} if content else {})


def _types(paths: Json, schemas: Json) -> str:
    """Return the module that openapi-typescript makes of a document."""
    document = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": paths}
    options = ("--empty-objects-unknown", "--root-types", "--root-types-no-schema-prefix", "--root-types-keep-casing")
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "document.json"), Path(folder, "made.ts")
        source.write_text(json.dumps({**document, "components": {"schemas": schemas}}), "utf-8")
        program = install(TOOLS) / "openapi-typescript" / "bin" / "cli.js"
        subprocess.run([node(), program, source, "-o", made, *options], check=True, capture_output=True)  # noqa: S603
        text = made.read_text("utf-8")
    return _HEADER + re.sub(r"\A/\*\*.*?\*/\n", "", text, flags=re.DOTALL)


def _events() -> str:
    known: dict[str, tuple[str, str]] = described.event_types()
    types = "\n".join(f"/** {sentence} */\n{_event(name, type_)}\n" for name, (type_, sentence) in known.items())
    union = "\n".join(f"  | {name}" for name in known)
    every = "\n".join(f'  "{type_}",' for type_, _ in known.values())
    return f"""{_HEADER}import type {{ Envelope }} from "./event.js";
import type * as data from "./eventData.js";

{types}
/** Every event that this version of the package knows. */
export type Event =
{union};

/** Their types. */
export const TYPES: readonly Event["type"][] = [
{every}
];
"""


def _event(name: str, type_: str) -> str:
    return f'export type {name} = Envelope<"{type_}", data.{name}Data>;'


if __name__ == "__main__":
    write()
