"""How a command is made: the options that each has, its session, and its end."""

import inspect
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, Concatenate, Final

import typer

from savings_cli.failures import DONE, INTERRUPTED, in_words
from savings_cli.profiles import variable
from savings_cli.screen import Screen
from savings_cli.session import Session

_PANEL: Final = "For every command"


def _common(
    profile: Annotated[
        str | None,
        typer.Option(envvar="SAVINGS_PROFILE", help="The profile to call by.", rich_help_panel=_PANEL),
    ] = None,
    customer: Annotated[
        str | None,
        typer.Option(envvar=variable("customer"), help="The customer to act for, a GUID.", rich_help_panel=_PANEL),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Answer with one JSON document.", rich_help_panel=_PANEL)
    ] = False,
) -> Session:
    return Session(Screen(is_json=as_json), profile, customer)


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(function, eval_str=True).parameters.values())


def group(app: typer.Typer, name: str, text: str) -> typer.Typer:
    """Add a group of commands."""
    made = typer.Typer(no_args_is_help=True)
    app.add_typer(made, name=name, help=text)
    return made


def command(
    app: typer.Typer, name: str, *parts: Callable[..., Any]
) -> Callable[[Callable[Concatenate[Session, ...], None]], Callable[Concatenate[Session, ...], None]]:
    """Add a command: a function of a session, of `parts`, and of its own arguments. Its docstring is its help.

    A part is made by a function from options that several commands have.
    """

    def add(body: Callable[Concatenate[Session, ...], None]) -> Callable[Concatenate[Session, ...], None]:
        made_of = {part: _parameters(part) for part in (*parts, _common)}
        own = _parameters(body)[1 + len(parts) :]

        def run(**given: Any) -> None:
            *made, session = [part(**{one.name: given.pop(one.name) for one in of}) for part, of in made_of.items()]
            raise typer.Exit(_end(session, lambda: body(session, *made, **given)))

        parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for of in (own, *made_of.values()) for one in of]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        app.command(name, help=inspect.getdoc(body))(run)
        return body

    return add


def _end(session: Session, work: Callable[[], None]) -> int:
    """Do the work; return the exit code."""
    try:
        work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # what reads has gone, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except Exception as error:
        failure = in_words(error)
        if failure is None:
            raise
        session.screen.failed(failure)
        return failure.code
    finally:
        session.close()
    return DONE
