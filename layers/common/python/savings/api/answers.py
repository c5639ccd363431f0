"""What goes back to a caller, and how it is kept for a repetition of the request."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from savings.api.jsontext import dump
from savings.store.idempotency import Kept
from savings.usecases.attempt import Outcome

CREATED: Final = 201
REPLAYED: Final = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, the body's text (None for 204) and headers beside the usual ones; `outcome` is what makes it so."""

    status: int
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome[Any] | None = None

    @property
    def kept(self) -> Kept:
        """What is kept of the answer for a repetition of the request."""
        kept = {"status": self.status, "headers": dict(self.headers)}
        return kept if self.body is None else {**kept, "body": zlib.compress(self.body.encode(), 9)}

    @classmethod
    def replayed(cls, kept: Kept) -> "Answer":
        """Return the answer of which this was kept, marked as replayed."""
        body = kept.get("body")
        text = zlib.decompress(bytes(body)).decode() if body is not None else None
        return cls(kept["status"], text, {**kept.get("headers", {}), REPLAYED: "true"})


def created(body: object, location: str | None = None, outcome: Outcome[Any] | None = None) -> Answer:
    """Answer 201 with a body and, where there is one, its address; `outcome` is what makes it so."""
    return Answer(CREATED, dump(body), {"Location": location} if location else {}, outcome)


def ok(body: object, outcome: Outcome[Any] | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """Answer 200 with a body; `outcome` is what makes it so, where something changes."""
    return Answer(200, dump(body), headers or {}, outcome)


def no_content(outcome: Outcome[Any]) -> Answer:
    """Answer 204."""
    return Answer(204, outcome=outcome)
