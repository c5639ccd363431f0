"""A consumer of the platform's events: it keeps the saved amount and the status of every goal.

    BASE_URL=http://127.0.0.1:8000 DATABASE=goals.db .venv/bin/python examples/consumer.py

It needs the package savings_goals_client, which the environment of `make venv` has.

EventBridge delivers at least once and in no promised order. So the consumer

1. drops what it has seen: a `sequence` that is not above the subject's last one;
2. handles a subject's events in order, in the transaction that raises its last sequence;
3. keeps what came too early, until what is missing has come as well;
4. catches up from the API where nothing comes: it compares the heads that `GET /goals` shows with its own.

As a webhook it is called over HTTPS: `server` answers 204 once an event was taken, so that what it could not take comes
again, and takes nothing that `verified` does not know. The file KEYS, a key on each line, is read anew each time:

    DATABASE=goals.db KEYS=keys.txt PORT=8011 .venv/bin/python examples/consumer.py serve

Run against the local stack it takes what is on the bus since its last run, catches up and prints what it knows. On AWS
the same `take` stands behind a queue of one's own, and `catch_up` in a schedule, or behind an alarm on the oldest early
event.
"""

import json
import os
import sqlite3
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest, digest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from savings_goals_client import Client, ClientCredentials
from savings_goals_client.models import Goal as Head

_TABLES = """
CREATE TABLE IF NOT EXISTS goal (
    id TEXT PRIMARY KEY, number INTEGER UNIQUE, customer TEXT NOT NULL, sequence INTEGER NOT NULL,
    saved TEXT, currency TEXT, status TEXT
);
CREATE TABLE IF NOT EXISTS early (
    goal TEXT NOT NULL, sequence INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (goal, sequence)
);
CREATE TABLE IF NOT EXISTS place (reader TEXT PRIMARY KEY, position INTEGER NOT NULL);
"""


@dataclass(frozen=True)
class Goal:
    """What is known of a goal: its id in events and in `/goals`, the last event it includes, and how it stands."""

    id: str
    number: int
    customer: str
    sequence: int
    saved: str
    currency: str
    status: str


class Consumer:
    """Takes events, each as often and in whatever order it comes; `goals` is then what they say."""

    def __init__(self, database: str = ":memory:") -> None:
        """Open the database, and make its tables where there are none."""
        self._db = sqlite3.connect(database)
        self._db.executescript(_TABLES)

    def take(self, event: Mapping[str, Any]) -> None:
        """Take the CloudEvent of one delivery; one that is not about a goal is of no interest.

        When this returns, the event has been handled or kept, and need not be delivered again.
        """
        data, sequence = event["data"], int(event["sequence"])
        if event["subject"] != data.get("goal_id"):
            return
        goal = event["subject"]
        with self._db:
            self._know(goal, data["goal_number"], data["customer_id"])
            if sequence <= self._last(goal):
                return
            early = (goal, sequence, json.dumps(event))
            self._db.execute("INSERT INTO early VALUES (?, ?, ?) ON CONFLICT DO NOTHING", early)
            self._handle_what_follows(goal)

    def gaps(self) -> list[str]:
        """Return the goals of which something came that cannot be handled yet."""
        return [goal for (goal,) in self._db.execute("SELECT DISTINCT goal FROM early ORDER BY goal")]

    def catch_up(self, platform: Client) -> None:
        """Read the heads of every known customer's goals, and go on from there where they are ahead."""
        customers = [customer for (customer,) in self._db.execute("SELECT DISTINCT customer FROM goal")]
        for customer in customers:
            for head in platform.acting_for(customer).goals.iter_goals():
                with self._db:
                    self._go_on_from(head)

    def goals(self) -> Iterator[Goal]:
        """Yield every goal of which a state is known, oldest first."""
        columns = "id, number, customer, sequence, saved, currency, status"
        for row in self._db.execute(f"SELECT {columns} FROM goal WHERE sequence > 0 ORDER BY number"):  # noqa: S608
            yield Goal(*row)

    def position(self, reader: str) -> int:
        """Return how far a source of events has been read."""
        found = self._db.execute("SELECT position FROM place WHERE reader = ?", (reader,)).fetchone()
        return int(found[0]) if found else 0

    def advance(self, reader: str, position: int) -> None:
        """Keep how far a source has been read, once what comes before has been taken."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (reader, position))

    def _know(self, goal: str, number: int, customer: str) -> None:
        new = (goal, number, customer)
        self._db.execute(
            "INSERT INTO goal (id, number, customer, sequence) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING", new
        )

    def _last(self, goal: str) -> int:
        return int(self._db.execute("SELECT sequence FROM goal WHERE id = ?", (goal,)).fetchone()[0])

    def _handle_what_follows(self, goal: str) -> None:
        """Handle the goal's early events as far as they go on without a gap."""
        while kept := self._db.execute(
            "SELECT event FROM early WHERE goal = ? AND sequence = ?", (goal, self._last(goal) + 1)
        ).fetchone():
            event = json.loads(kept[0])
            self._handle(event)
            self._forget(goal, int(event["sequence"]))

    def _handle(self, event: Mapping[str, Any]) -> None:
        """Do what the consumer is there for: every event of a goal says how the goal stands after it."""
        data = event["data"]
        saved = data["current_amount"]
        self._db.execute(
            "UPDATE goal SET sequence = ?, saved = ?, currency = ?, status = ? WHERE id = ?",
            (int(event["sequence"]), saved["value"], saved["currency"], data["status"], event["subject"]),
        )

    def _go_on_from(self, head: Head) -> None:
        known = self._db.execute("SELECT id, sequence FROM goal WHERE number = ?", (head.id,)).fetchone()
        if known is None or known[1] >= head.sequence:
            return  # of a goal that is not known yet the first event will come
        self._db.execute(
            "UPDATE goal SET sequence = ?, saved = ?, currency = ?, status = ? WHERE id = ?",
            (head.sequence, str(head.current_amount), head.currency, head.status, known[0]),
        )
        self._forget(known[0], head.sequence)
        self._handle_what_follows(known[0])

    def _forget(self, goal: str, until: int) -> None:
        self._db.execute("DELETE FROM early WHERE goal = ? AND sequence <= ?", (goal, until))


def verified(keys: Sequence[str], headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether a delivery was signed with one of the keys, in the five minutes around now, and is as it was signed."""
    try:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        given = [b64decode(one[3:]) for one in headers["webhook-signature"].split() if one.startswith("v1,")]
        age = abs(now - int(headers["webhook-timestamp"]))
    except (KeyError, ValueError):
        return False
    made = [digest(b64decode(key.removeprefix("whsec_")), signed, "sha256") for key in keys]
    return age <= 300 and any(compare_digest(one, other) for one in made for other in given)


def server(consumer: Consumer, keys: Callable[[], Sequence[str]], port: int, now: Callable[[], float]) -> HTTPServer:
    """Return a server of this machine that takes deliveries; in front of it is whatever speaks TLS."""

    class Delivery(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            is_ours = verified(keys(), self.headers, body, now())  # type: ignore[arg-type]
            if is_ours:
                consumer.take(json.loads(body))
            self.send_response(204 if is_ours else 401)
            self.end_headers()

    return HTTPServer(("127.0.0.1", port), Delivery)


def serve(consumer: Consumer) -> int:
    """Take deliveries until somebody ends it."""
    kept = Path(os.environ["KEYS"])
    server(consumer, lambda: kept.read_text().split(), int(os.environ.get("PORT", "8011")), time.time).serve_forever()
    return 0


def main() -> int:
    """Take what is new, catch up, and print what is known; the exit status is 1 if a gap is left."""
    consumer = Consumer(os.environ.get("DATABASE", ":memory:"))
    if sys.argv[1:] == ["serve"]:
        return serve(consumer)
    address = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
    with Client(address, ClientCredentials("demo-app", "demo-secret")) as platform:
        position = consumer.position("local")
        # The local stack's bus, from a number on; on AWS the events come by themselves.
        for event in platform.request("GET", "/_local/events", query={"after": position})["events"]:
            consumer.take(event["detail"])
            position += 1
            consumer.advance("local", position)
        consumer.catch_up(platform)
    for goal in consumer.goals():
        print(f"{goal.id} {goal.status:<11} {goal.saved:>10} {goal.currency} (event {goal.sequence})")
    gaps = consumer.gaps()
    print(f"gaps: {', '.join(gaps)}" if gaps else "no gaps")
    return bool(gaps)


if __name__ == "__main__":
    sys.exit(main())
