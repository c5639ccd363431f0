"""`savings doctor`: whether this profile can do its work, line by line, and what helps where it cannot."""

import base64
import binascii
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Literal

import typer

from savings_cli import __version__
from savings_cli.failures import REFUSED, in_words
from savings_cli.frame import command
from savings_cli.session import Session, line

_APART: Final = 300
"""Seconds by which the clocks may differ: tokens and signatures are held to their time."""
_ALIKE: Final = 2
"""Seconds that an answer may take on its way."""
_SCOPES: Final = {
    "savings/goals.read": "reading goals",
    "savings/goals.write": "making goals, save and take",
    "savings/households.read": "reading households and accounts",
    "savings/households.write": "changing households and accounts",
    "savings/ledger.write": "stating balances, reporting transactions",
    "savings/webhooks.read": "reading webhooks and their deliveries",
    "savings/webhooks.write": "registering, rotating, trying and deleting webhooks",
}


@dataclass(frozen=True)
class Check:
    """One line: how it stands, and what helps where it is not good."""

    name: str
    result: Literal["good", "note", "bad"]
    finding: str
    cure: str = ""


def add(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "doctor")(_doctor)


def _doctor(session: Session) -> None:
    """Check the profile: address, clocks, token, scopes, versions, customer. The exit code is 1 where one is bad."""
    found = list(_checks(session))
    session.show(
        {
            "profile": session.profile_name,
            "base_url": session.profile.base_url,
            "checks": [asdict(one) for one in found],
        },
        lambda: [f"Profile {session.profile_name}, {session.profile.base_url}", *map(_drawn, found)],
    )
    if any(one.result == "bad" for one in found):
        raise typer.Exit(REFUSED)


_MARKS: Final = {"good": ("✓", "green"), "note": ("•", "yellow"), "bad": ("✗", "bold red")}


def _drawn(check: Check) -> object:
    from rich.text import Text

    mark, style = _MARKS[check.result]
    cure = f"\n    {check.cure}" if check.cure and check.result != "good" else ""
    return Text.assemble((f"{mark} {check.result:<4} ", style), f"{check.name:<9} {check.finding}{cure}")


def _checks(session: Session) -> Iterator[Check]:
    """Yield the checks; what needs a token ends where there is none."""
    address = list(_address(session))
    yield from address
    if address[0].result == "bad":
        return
    try:
        token = session.bank.access_token()
    except Exception as error:
        failure = in_words(error)
        if failure is None:
            raise
        yield Check("token", "bad", failure.sentence, failure.cure)
        return
    claims = _claims(token)
    yield _token(claims)
    yield _scopes(claims)
    yield from _api(session)


def _address(session: Session) -> Iterator[Check]:
    from httpx2 import HTTPError, InvalidURL

    url = session.profile.base_url
    try:
        with line() as http:
            answer = http.get(f"{url.rstrip('/')}/goals")
    except (HTTPError, InvalidURL) as error:
        cure = "Correct it with `savings profiles add NAME --base-url URL`; the local stack is started by `make serve`."
        yield Check("address", "bad", f"no answer: {error}", cure)
        return
    yield Check("address", "good", f"answers ({answer.status_code} without a token)")
    if said := answer.headers.get("date"):
        apart = round(time.time() - parsedate_to_datetime(said).timestamp())
        finding = f"{abs(apart)} s {'ahead of' if apart > 0 else 'behind'} the API's"
        finding = finding if abs(apart) > _ALIKE else "as the API's"
        result: Literal["good", "bad"] = "good" if abs(apart) <= _APART else "bad"
        yield Check("clock", result, finding, "Set this machine's clock: tokens and signatures are held to their time.")


def _claims(token: str) -> Mapping[str, Any] | None:
    """Return what a token says; None where it is not of the kind that can be read."""
    try:
        middle = token.split(".")[1]
        said = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError, binascii.Error):
        return None
    return said if isinstance(said, dict) else None


def _token(claims: Mapping[str, Any] | None) -> Check:
    if claims is None:
        return Check(
            "token", "note", "got, but it cannot be read", "It is no JSON web token; the API may know it still."
        )
    end = int(claims.get("exp", 0))
    if end <= time.time():
        return Check("token", "bad", "has ended", "Log in again: `savings log-in`.")
    return Check("token", "good", f"of {claims.get('sub')}, good until {datetime.fromtimestamp(end, UTC):%H:%M} UTC")


def _scopes(claims: Mapping[str, Any] | None) -> Check:
    if claims is None:
        return Check("scopes", "note", "unknown")
    has = str(claims.get("scope", "")).split()
    lacking = [name for name in _SCOPES if name not in has]
    if not lacking:
        return Check("scopes", "good", "all")
    words = "; ".join(f"{name} ({_SCOPES[name]})" for name in lacking)
    cure = "Have the client app given it, or ask for it: `savings profiles add NAME --scope …`."
    return Check("scopes", "bad" if len(lacking) == len(_SCOPES) else "note", f"without {words}", cure)


def _api(session: Session) -> Iterator[Check]:
    """Call with the token: what version it is, and whether the customer is known."""
    from savings_goals_client import ApiError, NotFound, SavingsGoalsError

    try:
        version = session.bank.request("GET", "/openapi.json")["info"]["version"]
        cure = "Take the command line of the same release."
        yield Check(
            "version", "good" if version == __version__ else "note", f"API {version}, command line {__version__}", cure
        )
    except NotFound:
        yield Check("version", "note", f"command line {__version__}; the API does not publish its own")
    except SavingsGoalsError as error:
        yield Check("version", "note", str(error))
    if session.profile.customer is None:
        cure = "`--customer GUID`, or keep one: `savings profiles add NAME --customer GUID`."
        yield Check("customer", "note", "none is named; goals and accounts are a customer's", cure)
        return
    try:
        known = session.saver.households.list_households(limit=1).data
    except ApiError as error:
        failure = in_words(error)
        yield Check("customer", "bad", error.message, failure.cure if failure else "")
        return
    if known:
        yield Check("customer", "good", f"{session.profile.customer}, of {known[0].household_label}")
    else:
        yield Check("customer", "bad", "is in no household", "`savings households show ID` has the people there are.")
