"""The journal beside a file: a line for each row that was made, so that the next run goes on where this one stopped."""

import json
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from savings_cli.failures import MISUSED, Failed

_BEGINNING: Final = b'{"journal":'


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a row that was made: its content's digest, and the id that the platform gave it."""

    digest: str
    made: str


class Journal:
    """Lines of JSON that are only ever added to, each handed to the operating system at once.

    A process that is killed may have written half a line, which is passed over. `of` is whose the import is; a journal
    of another import is refused, for what was made there was not made here.
    """

    def __init__(self, path: Path, of: dict[str, Any]) -> None:
        """Read what is there. Raises Failed."""
        self.path = path
        self.entries: dict[tuple[str, str], Entry] = {}
        self._of = {"journal": 1, **of}  # as _BEGINNING has it
        self._is_begun, self._is_torn = False, False
        if path.is_file():
            self._read(path.read_bytes())

    def _read(self, content: bytes) -> None:
        self._is_torn = not content.endswith(b"\n")
        for line in content.splitlines():
            try:
                said = json.loads(line)
            except ValueError:
                continue  # half a line
            if self._is_begun:
                self.entries[said["customer"], said["external_id"]] = Entry(said["digest"], said["made"])
            else:
                self._check(said)
        if not self._is_begun and not _BEGINNING.startswith(content[: len(_BEGINNING)]):
            raise Failed(f"{self.path} is no journal", "Move it away, or name another: --journal PATH.", MISUSED)

    def _check(self, said: dict[str, Any]) -> None:
        if said != self._of:
            sentence = f"{self.path} is the journal of another import: {said}, this one is {self._of}"
            cure = "Name another journal (--journal PATH); move this one away only if what it made is gone."
            raise Failed(sentence, cure, MISUSED)
        self._is_begun = True

    def __enter__(self) -> Self:
        self._file = self.path.open("ab", buffering=0)
        if self._is_torn:
            self._file.write(b"\n")
        if not self._is_begun:
            self._write(self._of)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def keep(self, key: tuple[str, str], entry: Entry) -> None:
        """Add a row that was made."""
        self.entries[key] = entry
        customer, external_id = key
        self._write({"customer": customer, "external_id": external_id, "digest": entry.digest, "made": entry.made})

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
