"""The records of dynoxide's stream, from outside: an index that the engine lacks, and an end, which it never makes.

Each write of the engine asks for the last number of its table's stream, each read for the records after a number.
Without an index both go through all records of all tables, and a write costs more the more writes there were.
"""

import sqlite3
import threading
from pathlib import Path
from typing import Final

# The expression is the one of the engine's own statements: SQLite uses the index only for the same.
_INDEX: Final = (
    "CREATE INDEX IF NOT EXISTS stream_in_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))"
)
_TRIM: Final = (
    "DELETE FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) < CAST(? AS INTEGER)"
)
_FORGET: Final = "DELETE FROM _stream_records WHERE table_name = ?"


class StreamRecords:
    """The stream records in the file of a running engine; the file may lose its name once it is open here."""

    def __init__(self, file: Path) -> None:
        """Open the file beside the engine and make the index unless it is there."""
        self._lock = threading.Lock()
        self._database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._do(_INDEX)

    def trim(self, table: str, before: str) -> None:
        """Forget a table's records before a sequence number, and keep that one: the engine counts on from the last."""
        self._do(_TRIM, table, before)

    def forget(self, table: str) -> None:
        """Forget all records of a table that was deleted."""
        self._do(_FORGET, table)

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        with self._lock:
            self._database.close()

    def _do(self, statement: str, *values: str) -> None:
        with self._lock:
            self._database.execute(statement, values)
