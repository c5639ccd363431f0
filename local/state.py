"""What the stack remembers beside the table: keys, clock, events on the bus, mail and how far the stream was read."""

import json
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from local.queues import Message

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS position (shard TEXT PRIMARY KEY, sequence TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS event (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL, detail_type TEXT NOT NULL, time TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS mail (
    number INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    event_id TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS message (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL, body TEXT NOT NULL,
    grouped TEXT, sent TEXT NOT NULL, due TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, token TEXT NOT NULL, value TEXT NOT NULL) STRICT;
"""


class State:
    """One SQLite file, shared by all threads of the stack. A `kill -9` loses nothing that was committed."""

    def __init__(self, file: Path) -> None:
        """Open `file`, making it if need be."""
        self._lock = threading.RLock()
        self._database = sqlite3.connect(file, check_same_thread=False)
        with self._lock:
            self._database.execute("PRAGMA journal_mode = WAL")
            # No call to the disk for each commit: what a loss of power takes may go, what a kill leaves is whole.
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_TABLES)

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        with self._lock:
            self._database.close()

    def setting(self, name: str) -> str | None:
        """Return a kept value, or None."""
        with self._lock:
            row = self._database.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, value: str) -> None:
        """Keep a value under its name, replacing the one before."""
        with self._lock, self._database:
            self._database.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def secret(self, name: str) -> tuple[str, str] | None:
        """Return the token and the value of a secret, or None."""
        with self._lock:
            row = self._database.execute("SELECT token, value FROM secret WHERE name = ?", (name,)).fetchone()
        return None if row is None else (str(row[0]), str(row[1]))

    def keep_secret(self, name: str, token: str, value: str) -> None:
        """Keep a secret, in the place of the one before."""
        with self._lock, self._database:
            self._database.execute("INSERT OR REPLACE INTO secret VALUES (?, ?, ?)", (name, token, value))

    def drop_secret(self, name: str) -> None:
        """Keep a secret no longer."""
        with self._lock, self._database:
            self._database.execute("DELETE FROM secret WHERE name = ?", (name,))

    def once(self, name: str, make: Callable[[], str]) -> str:
        """Return the kept value; the first time, make it and keep it."""
        with self._lock:
            value = self.setting(name)
            if value is None:
                value = make()
                self.keep(name, value)
            return value

    def position(self, shard: str) -> str | None:
        """Return the sequence number of the last stream record of a shard whose events are recorded."""
        with self._lock:
            row = self._database.execute("SELECT sequence FROM position WHERE shard = ?", (shard,)).fetchone()
        return None if row is None else str(row[0])

    def record(self, events: Sequence[Mapping[str, Any]], shard: str, sequence: str) -> None:
        """Add events of the bus, each id once, and advance the shard's position: both or neither.

        An event has the bus's own shape: `source`, `detail-type`, `time` and `detail`, whose `id` is its own.
        """
        rows = [
            (event["detail"]["id"], event["source"], event["detail-type"], event["time"], json.dumps(event["detail"]))
            for event in events
        ]
        with self._lock, self._database:
            self._database.executemany(
                "INSERT INTO event (id, source, detail_type, time, detail) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                rows,
            )
            self._database.execute("INSERT OR REPLACE INTO position VALUES (?, ?)", (shard, sequence))

    def post(self, to: str, subject: str, body: str, event_id: str) -> None:
        """Keep an e-mail as sent."""
        with self._lock, self._database:
            self._database.execute(
                "INSERT INTO mail (recipient, subject, body, event_id) VALUES (?, ?, ?, ?)",
                (to, subject, body, event_id),
            )

    def mails(self) -> list[dict[str, str]]:
        """Return the e-mails that were sent, oldest first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT recipient, subject, body, event_id FROM mail ORDER BY number"
            ).fetchall()
        return [{"to": to, "subject": subject, "body": body, "event_id": event} for to, subject, body, event in rows]

    def messages(self, queue: str) -> list[Message]:
        """Return what is kept of a queue, oldest first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT id, body, grouped, sent, due FROM message WHERE queue = ? ORDER BY number",
                (queue,),
            ).fetchall()
        return [
            Message(name, body, group, datetime.fromisoformat(sent), datetime.fromisoformat(due))
            for name, body, group, sent, due in rows
        ]

    def add_message(self, queue: str, message: Message) -> None:
        """Keep a message of a queue."""
        row = (message.id, queue, message.body, message.group, message.sent.isoformat(), message.due.isoformat())
        with self._lock, self._database:
            self._database.execute(
                "INSERT INTO message (id, queue, body, grouped, sent, due) VALUES (?, ?, ?, ?, ?, ?)", row
            )

    def drop_messages(self, ids: Sequence[str]) -> None:
        """Keep these messages no longer."""
        with self._lock, self._database:
            self._database.executemany("DELETE FROM message WHERE id = ?", [(one,) for one in ids])

    def events(self, after: int) -> list[dict[str, Any]]:
        """Return the events of the bus, oldest first, without the first `after`."""
        with self._lock:
            rows = self._database.execute(
                "SELECT source, detail_type, time, detail FROM event ORDER BY number LIMIT -1 OFFSET ?", (after,)
            ).fetchall()
        return [
            {"source": source, "detail-type": kind, "time": time, "detail": json.loads(detail)}
            for source, kind, time, detail in rows
        ]

    def event_count(self) -> int:
        """Return how many events are on the bus."""
        with self._lock:
            return int(self._database.execute("SELECT COUNT(*) FROM event").fetchone()[0])
