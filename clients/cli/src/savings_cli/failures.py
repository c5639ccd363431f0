"""What a command ends with when it cannot do its work: a sentence, the fields at fault, and what helps."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from savings_goals_client import ApiError

DONE: Final = 0
REFUSED: Final = 1
"""The API refused, or a check failed."""
MISUSED: Final = 2
"""The command was not understood: nothing was sent."""
NOT_ALLOWED: Final = 3
"""No token, or one that may not do this."""
UNKNOWN: Final = 4
"""There is no such thing for this caller."""
UNREACHABLE: Final = 5
"""No answer, or none that can be read, after all tries."""
INTERRUPTED: Final = 130


_WHERE: Final = "Check the address with `savings doctor`; the local stack is started by `make serve`."


class Failed(Exception):
    """The end of a command: its exit code, and what is said about it."""

    def __init__(
        self, sentence: str, cure: str = "", code: int = REFUSED, said: Mapping[str, Any] | None = None
    ) -> None:
        """`said` has what the API said beside its sentence: status, code, fields, request id."""
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure
        self.code = code
        self.said = dict(said or {})

    def document(self) -> dict[str, Any]:
        """Return it as the JSON that scripts read."""
        return {"error": {"message": self.sentence, "cure": self.cure, "exit_code": self.code, **self.said}}


def in_words(error: Exception) -> Failed | None:
    """Return what a person can act on; None where it is a fault of this program."""
    match error:
        case Failed():
            return error
        case OSError():  # of a file that was named
            return Failed(str(error), "Name a file in a folder that is there, and is yours.", MISUSED)
        case UnicodeError():
            return Failed("this cannot be sent in a header", "Ids and secrets are ASCII.", MISUSED)
        case _:
            return _of_client(error) if "savings_goals_client" in sys.modules else None


def _of_client(error: Exception) -> Failed | None:
    from httpx2 import InvalidURL, TransportError

    import savings_goals_client as client

    match error:
        case client.ApiError():
            return _refused(error)
        case client.NoAnswer():
            again = "It may have been done: look before you send it again. " if error.idempotency_key else ""
            return Failed(str(error), again + _WHERE, UNREACHABLE)
        case InvalidURL():
            return Failed(f"the address cannot be read: {error}", _WHERE, MISUSED)
        case client.NoToken() if isinstance(error.__cause__, TransportError):
            return Failed(str(error), _WHERE, UNREACHABLE)
        case client.NoToken():
            return Failed(str(error), "Check the profile with `savings doctor`, then `savings log-in`.", NOT_ALLOWED)
        case client.SavingsGoalsError():
            return Failed(str(error), "Is the profile's address that of the API? `savings doctor` checks.", UNREACHABLE)
        case _:
            return None


_CURES: Final[Mapping[int, tuple[int, str]]] = {
    401: (NOT_ALLOWED, "Log in again with `savings log-in`; `savings doctor` shows what the token has."),
    403: (NOT_ALLOWED, "The token lacks a scope, or may only view: `savings doctor` shows its scopes."),
    404: (UNKNOWN, "Ids are those that the lists show, for the same customer and the same profile."),
    409: (REFUSED, "Look at it as it stands now: `savings goals show ID`."),
    422: (REFUSED, "Correct what is named, and send it again."),
    429: (UNREACHABLE, "Wait a little, then send it again."),
}


def _refused(error: "ApiError") -> Failed:
    code, cure = _CURES.get(error.status, (REFUSED, "Correct what is named, and send it again."))
    if error.status >= 500:
        code, cure = UNREACHABLE, "Try again; where it stays, quote the request id to who runs the API."
    fields = [{"field": one.name, "rule": one.message, "code": one.code} for one in error.fields]
    said = {"status": error.status, "code": error.code, "fields": fields, "request_id": error.request_id}
    if alternatives := error.body.get("alternatives"):
        said |= {"shortfall": error.body.get("shortfall"), "alternatives": alternatives}
        cure = "Send one of the alternatives in its place; `savings preview` shows them side by side."
    return Failed(error.message, cure, code, said)


def required(found: str | None, what: str, cure: str) -> str:
    """Return what was given. Raises Failed where it was not."""
    if not found:
        raise Failed(f"{what} is needed", cure, MISUSED)
    return found
