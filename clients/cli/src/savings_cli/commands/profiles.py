"""`savings profiles` and `savings log-in`: which API is called, by whom, and for whom."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from savings_cli.failures import MISUSED, Failed, required
from savings_cli.frame import command, group
from savings_cli.profiles import LOCAL, Profile, variable
from savings_cli.screen import table
from savings_cli.session import Session, connected, members

Name = Annotated[str, typer.Argument(help="The profile's name.")]
Text = str | None


def add(app: typer.Typer) -> None:
    """Add the commands."""
    profiles = group(app, "profiles", "Which APIs are called, and by whom.")
    command(profiles, "list")(_list)
    command(profiles, "add")(_add)
    command(profiles, "use")(_use)
    command(profiles, "remove")(_remove)
    command(app, "log-in")(_log_in)


def _list(session: Session) -> None:
    """Show the profiles; the current one has a mark."""
    profiles = session.profiles
    found = {name: profiles.get(name) for name in profiles.names()}
    document = [{"name": name, "is_current": name == profiles.current, **one.shown()} for name, one in found.items()]
    session.show(
        document,
        lambda: table(
            ["", "name", "address", "client app", "secret", "customer"],
            [
                [
                    "*" if name == profiles.current else "",
                    name,
                    one.base_url,
                    one.client_id or "",
                    "token" if one.token else "kept" if one.client_secret else "none",
                    one.customer or "",
                ]
                for name, one in found.items()
            ],
        ),
    )


def _add(
    session: Session,
    name: Name,
    base_url: Annotated[Text, typer.Option(help="Where the API is, such as https://api.example.")] = None,
    token_url: Annotated[Text, typer.Option(help="Where tokens are got; without it, from the API's address.")] = None,
    client_id: Annotated[Text, typer.Option(help="The client app.")] = None,
    scope: Annotated[Text, typer.Option(help="The scopes to ask for, apart by spaces; without it, all.")] = None,
    household: Annotated[Text, typer.Option(help="The household to look at.")] = None,
) -> None:
    """Add a profile, or change what is given of one. `--customer` is kept with it; `savings log-in` adds the secret."""
    profiles = session.profiles
    given = members(
        base_url=base_url,
        token_url=token_url,
        client_id=client_id,
        scope=scope,
        customer=session.customer,
        household=household,
    )
    if name in profiles.names():
        profile = replace(profiles.get(name), **given)
    elif base_url is None:
        raise Failed("a new profile needs an address", f"savings profiles add {name} --base-url https://…", MISUSED)
    else:
        profile = Profile(**given)
    profiles.kept[name] = profile
    profiles.save()
    session.show({"name": name, **profile.shown()}, lambda: f"Kept {name} in {profiles.path}.")


def _use(session: Session, name: Name) -> None:
    """Call by this profile where none is named."""
    session.profiles.get(name)
    session.profiles.current = name
    session.profiles.save()
    session.show({"current": name}, lambda: f"Calls go by {name} now.")


def _remove(session: Session, name: Name) -> None:
    """Remove a profile with its secret. `local` goes back to what it was."""
    profiles = session.profiles
    profiles.get(name)
    profiles.kept.pop(name, None)
    if profiles.current == name:
        profiles.current = LOCAL
    profiles.save()
    session.show({"removed": name, "current": profiles.current}, lambda: f"Removed {name}.")


def _log_in(
    session: Session,
    secret_file: Annotated[
        str | None, typer.Option(help="The file whose first line is the secret; - is standard input.")
    ] = None,
    token: Annotated[bool, typer.Option("--token", help="Give a ready token, such as a customer's.")] = False,
) -> None:
    """Give the profile its secret, or a ready token; get a token with it, and keep it in the profile's file.

    It is asked for without being shown, unless a file or the environment (SAVINGS_CLIENT_SECRET, SAVINGS_TOKEN) has it.
    """
    name, kind = session.profile_name, "token" if token else "client_secret"
    kept = replace(session.profiles.get(name), client_secret=None, token=None)
    kept = replace(kept, **{kind: _given(kind, secret_file)})
    with connected(kept, name) as bank:
        bank.access_token()
    session.profiles.kept[name] = kept
    session.profiles.save()
    session.show({"name": name, **kept.shown()}, lambda: f"Logged in by {name}; kept in {session.profiles.path}.")


def _given(kind: str, file: str | None) -> str:
    """Return a secret: of a file, of the environment, or of who sits there. Raises Failed."""
    if file is not None:
        lines = (sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")).split()
        found = lines[0] if lines else ""
    else:
        found = os.environ.get(variable(kind), "")
    if not found and file is None and sys.stdin.isatty():
        found = typer.prompt("Secret" if kind == "client_secret" else "Token", hide_input=True, err=True)
    cure = f"Give --secret-file FILE or {variable(kind)}, or call it on a terminal, which asks."
    return required(found, f"A {kind.replace('_', ' ')}", cure)
