"""Every call that a test makes, kept in a file: two versions of the product can be compared answer by answer.

    RECORDING=before make test          on one version
    RECORDING=after make test           on another
    python -m tests.recording before after

Ids, tokens and whatever else is new in each run are compared by the order in which they come up in a test.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = os.environ.get("RECORDING")
_NEW_IN_EACH_RUN: Final = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}|\b[0-9]{13,}\b|\b(?:request-|bank-|undo-|Zwrgl)[0-9]+\b",
    re.IGNORECASE,
)

Calls = dict[str, list[str]]


def keep(method: str, path: str, request: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Add a call to the recording, where one is made, under the name of the test that makes it."""
    if _FOLDER is None:
        return
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0].rpartition("/")[2]
    call = [method, path, dict(request), answer["statusCode"], answer["headers"], answer.get("body")]
    Path(_FOLDER).mkdir(parents=True, exist_ok=True)
    with (Path(_FOLDER) / f"{os.getpid()}.jsonl").open("a") as file:
        file.write(json.dumps([test, json.dumps(call, sort_keys=True, default=str)]) + "\n")


def read(folder: Path) -> Calls:
    """Return the calls of each test, in order, with what is new in each run replaced by its place in the test."""
    calls: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            test, call = json.loads(line)
            method, path, request, *answer = json.loads(call)
            sent = [request.get(name) for name in ("body", "headers", "queryStringParameters")]
            calls.setdefault(test, []).append(json.dumps([method, path, sent, *answer], sort_keys=True))
    return {test: list(_numbered(made)) for test, made in calls.items()}


def compare(before: Calls, after: Calls) -> list[str]:
    """Return a sentence for each test of both whose calls were not answered alike."""
    found = []
    for test in sorted(before.keys() & after.keys()):
        pairs = list(zip(before[test], after[test], strict=False))
        at = next((index for index, (old, new) in enumerate(pairs) if old != new), None)
        if at is not None:
            found.append(f"{test}, call {at + 1}:\n  {pairs[at][0]}\n  {pairs[at][1]}")
        elif len(before[test]) != len(after[test]):
            found.append(f"{test}: {len(before[test])} calls, now {len(after[test])}")
    return found


def _numbered(calls: list[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for call in calls:
        yield _NEW_IN_EACH_RUN.sub(lambda found: seen.setdefault(found[0].lower(), f"<{len(seen) + 1}>"), call)


def main(before: str, after: str) -> int:
    """Write what differs, and how much was compared."""
    old, new = read(Path(before)), read(Path(after))
    both = old.keys() & new.keys()
    found = compare(old, new)
    calls = sum(len(old[test]) for test in both)
    found.append(f"{calls} calls of {len(both)} tests compared, {len(found)} tests differ")
    found.append(f"{len(old.keys() - both)} tests only before, {len(new.keys() - both)} only after")
    sys.stdout.write("\n".join(found) + "\n")
    return len(found) > 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
