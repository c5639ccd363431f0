"""`savings clock` and `savings events`: what the local stack alone has, its time and its bus."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any, Final

import typer

from savings_cli.failures import MISUSED, UNKNOWN, Failed
from savings_cli.frame import command
from savings_cli.screen import amount_of
from savings_cli.session import Session, connected

_STEP: Final = re.compile(r"\+(\d+)(y|m|w|d|h|min)")
_ISO: Final = {"y": "P{}Y", "m": "P{}M", "w": "P{}W", "d": "P{}D", "h": "PT{}H", "min": "PT{}M"}
_CLOCK: Final = "/_local/clock"
_EVENTS: Final = "/_local/events"
_WALK: Final = 3600.0
"""Seconds for which a walk of the clock is waited for. It is asked for once: a second try would walk on."""
_WAIT: Final = 5
_LOOKED_THROUGH: Final = 1000
"""How many events are looked through for the last of a name."""
Event = Mapping[str, Any]


def add(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "clock")(_clock)
    command(app, "events")(_events)


def _clock(
    session: Session,
    to: Annotated[
        str | None,
        typer.Argument(
            help="+10d, +1m, +1y (w, h, min as well); `next`, when something is due next; or a date or an instant."
        ),
    ] = None,
) -> None:
    """Show the local stack's clock, or let time pass: all that falls due on the way happens."""
    with _local("Time passes by itself elsewhere."):
        before = session.bank.request("GET", _CLOCK, query={"due": 1})
        if to is None:
            session.show(before, lambda: [f"{before['now']}", _due(before)])
            return
        after = session.bank.request("GET", _EVENTS, query={"last": 0})["next"]
        with connected(session.profile, session.profile_name, patience=_WALK) as bank:
            now = bank.request("PUT", _CLOCK, body=_target(to, before))["now"]
        heard = session.bank.request("GET", _EVENTS, query={"after": after})["events"]
        happened = Counter(str(one["detail-type"]) for one in heard)
    session.show(
        {"now": now, "events": dict(sorted(happened.items()))},
        lambda: [f"It is {now}.", *(f"  {count} x {name}" for name, count in sorted(happened.items()))],
    )


def _target(to: str, clock: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what the clock is asked. Raises Failed."""
    if to == "next":
        if not clock["due"]:
            raise Failed("nothing is due", "Make a goal first.")
        return {"now": clock["due"][0]["at"]}
    if step := _STEP.fullmatch(to):
        return {"by": _ISO[step[2]].format(step[1])}
    if to.startswith("+"):
        raise Failed(f"{to} is no duration", "Write +1y, +1m, +2w, +10d, +3h or +30min.", MISUSED)
    return {"now": to if "T" in to else f"{to}T00:00:00Z"}


def _due(clock: Mapping[str, Any]) -> str:
    if not clock["due"]:
        return "Nothing is due."
    [due] = clock["due"]
    return f"Next: {', '.join(f'{count} {kind}' for kind, count in due['kinds'].items())} at {due['at']}"


def _events(
    session: Session,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on, until Ctrl-C.")] = False,
    last: Annotated[int, typer.Option(min=0, help="So many of those that were there before.")] = 10,
    named: Annotated[str, typer.Option("--name", help="Only events whose name begins so, such as goal.period.")] = "",
) -> None:
    """Show the events on the local stack's bus; with --json one a line."""
    with _local("Have them delivered: `savings webhooks create https://…`."):
        page = session.bank.request("GET", _EVENTS, query={"last": _LOOKED_THROUGH if named else last})
        before = [one for one in page["events"] if str(one["detail-type"]).startswith(named)]
        for one in before[len(before) - min(last, len(before)) :]:
            session.show(one, partial(_line, one))
        while follow:
            page = session.bank.request("GET", _EVENTS, query={"after": page["next"], "wait": _WAIT})
            for one in page["events"]:
                if str(one["detail-type"]).startswith(named):
                    session.show(one, partial(_line, one))


def _line(event: Event) -> str:
    """Return an event as people read it: when, what, of what, its status and its amounts."""
    data = event["detail"]["data"]
    said = [
        f"{name}={amount_of(value)}"
        for name, value in data.items()
        if name == "status" or (isinstance(value, Mapping) and "value" in value)
    ]
    return f"{event['time']}  {event['detail-type']:<24}  {event['detail']['subject']}  {' '.join(said)}"


@contextmanager
def _local(elsewhere: str) -> Iterator[None]:
    """Say what else there is where the API is not a local stack."""
    from savings_goals_client import NotFound

    try:
        yield
    except NotFound as error:
        raise Failed("only the local stack of `make serve` has this", elsewhere, UNKNOWN) from error
