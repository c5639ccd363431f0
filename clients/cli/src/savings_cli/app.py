"""The command `savings`: all commands, by name."""

import sys
from io import TextIOWrapper
from typing import Annotated, Final

import typer

from savings_cli import __version__
from savings_cli.commands import doctor, export, goals, households, importing, money, plans, profiles, stack, webhooks

APP: Final = typer.Typer(
    name="savings",
    help="Savings goals at the command line: plans, money, time and events.",
    epilog="Each command answers with one JSON document under --json. Exit codes: 0 done, 1 refused, 2 misused, 3 not"
    " allowed, 4 unknown, 5 no answer.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"savings {__version__}")
        raise typer.Exit


@APP.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass


plans.add(APP, goals.add(APP))
for commands in (money, households, importing, stack, webhooks, export, profiles, doctor):
    commands.add(APP)


def main() -> None:
    """Run the command that was typed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # one that cannot write a bar's blocks writes question marks
            stream.reconfigure(errors="replace")
    APP(prog_name="savings")
