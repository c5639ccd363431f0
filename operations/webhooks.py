"""Webhooks: register one that hears several tenants, or look after the webhooks of a tenant (--of).

Keys are printed once they are made, and by `show`; they are kept in Secrets Manager. Exit code 1: refused, and nothing
was changed; 2: somebody kept writing, run it again.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

from operations.table import RATE, AtTable, parser
from savings.api.answers import Answer
from savings.api.running import run
from savings.config import Settings
from savings.domain.calendar import instant
from savings.domain.errors import Busy, DomainError, Refused
from savings.domain.webhook import Delivery, Webhook
from savings.usecases import tenants, webhooks
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.caller import Caller

T = TypeVar("T")
World = Callable[[Settings, bool], AtTable]

_OPERATOR: Final = Caller(tenant="", client_id="operator", subject="operator", customer=None)
_DELIVERIES: Final = 100


def create(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Register a webhook that hears some tenants, or all."""
    for name in options.tenant:
        tenants.load(world.table, name)
    heard = None if options.all_tenants else frozenset(options.tenant)
    types = frozenset(options.type) if options.type else None
    made = _done(world, lambda attempt: webhooks.create(attempt, None, options.url, types, heard))
    yield _with_keys(world, made)


def list_all(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """List the webhooks."""
    found, _ = _read(world, lambda attempt: webhooks.list_webhooks(attempt, options.of, None, ()))
    yield from (json.dumps(_shown(webhook)) for webhook in found)


def show(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Show a webhook with its keys."""
    yield _with_keys(world, _read(world, lambda attempt: webhooks.get(attempt, options.of, options.webhook)))


def rotate(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Give a webhook a new key; the old one signs beside it for a day."""
    yield _with_keys(world, _done(world, lambda attempt: webhooks.rotate(attempt, options.of, options.webhook)))


def test(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Deliver a test event; `deliveries` shows what became of it."""
    yield _delivery(_done(world, lambda attempt: webhooks.try_out(attempt, options.of, options.webhook)))


def enable(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Deliver to a webhook again that was disabled."""
    enabled = _done(world, lambda attempt: webhooks.enable(attempt, options.of, options.webhook))
    yield json.dumps(_shown(enabled))


def delete(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Remove a webhook with its keys; what waits for it is not delivered."""
    _done(world, lambda attempt: webhooks.delete(attempt, options.of, options.webhook))
    yield f"{options.webhook} is removed"


def deliveries(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """List the last deliveries to a webhook, newest event first."""
    found, _ = _read(
        world,
        lambda attempt: webhooks.list_deliveries(
            attempt, options.of, options.webhook, _DELIVERIES, None, lambda one: options.outcome in (None, one.outcome)
        ),
    )
    yield from map(_delivery, found)


def _done(world: AtTable, use_case: Callable[[Attempt], Outcome[T]]) -> T:
    """Do what a use case says, as the edge does, and return what came of it."""
    made: list[T] = []

    def one(attempt: Attempt) -> Answer:
        outcome = use_case(attempt)
        made[:] = [outcome.made]
        return Answer(200, outcome=outcome)

    run(world, _OPERATOR, None, one)
    return made[0]


def _read(world: AtTable, use_case: Callable[[Attempt], T]) -> T:
    return _done(world, lambda attempt: Outcome(use_case(attempt)))


def _with_keys(world: AtTable, webhook: Webhook) -> str:
    _, keys = _read(world, lambda attempt: webhooks.get_keys(attempt, webhook.owner, str(webhook.id)))
    both = {"previous_key": keys.previous} if keys.previous else {}
    return json.dumps({**_shown(webhook), "key": keys.current, **both})


def _shown(webhook: Webhook) -> dict[str, Any]:
    of = {"of": webhook.owner} if webhook.owner is not None else {"tenants": _names(webhook.tenants)}
    instants = {"failing_since": webhook.failing_since, "rotated_at": webhook.rotated_at}
    states = {name: instant(at) for name, at in instants.items() if at is not None}
    why = {"disabled_because": webhook.disabled_because} if webhook.is_disabled else {}
    return {"webhook": webhook.id, **of, "url": webhook.url, "types": _names(webhook.types), **states, **why}


def _names(names: frozenset[str] | None) -> list[str] | str:
    return "all" if names is None else sorted(names)


def _delivery(one: Delivery) -> str:
    facts = {"event": one.event, "event_id": one.event_id, "at": instant(one.at), "outcome": one.outcome.value}
    return json.dumps({**facts, "attempts": one.attempts, "answer": one.answer, "last_at": instant(one.last_at)})


_COMMANDS: Final = {
    "create": create,
    "list": list_all,
    "show": show,
    "rotate": rotate,
    "test": test,
    "enable": enable,
    "delete": delete,
    "deliveries": deliveries,
}


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    options_of = parser(__doc__)
    options_of.add_argument("--stage", help="what the names of its keys begin with, where that is not the table's name")
    commands = options_of.add_subparsers(dest="command", required=True)
    for name, command in _COMMANDS.items():
        of = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        of.set_defaults(anywhere=False, queue="", of=None)
        if name == "create":
            of.add_argument("url")
            whom = of.add_mutually_exclusive_group(required=True)
            whom.add_argument("--tenant", action="append", default=[], help="a tenant that it hears; several times")
            whom.add_argument("--all-tenants", action="store_true", help="hear all tenants, also those to come")
            of.add_argument("--type", action="append", default=[], help="an event that it hears, such as goal.achieved")
            of.add_argument("--anywhere", action="store_true", help="for the local stack: on this machine, without TLS")
            continue
        of.add_argument("--of", metavar="TENANT", help="a tenant's own webhooks, in the place of the operator's")
        if name != "list":
            of.add_argument("webhook", help="its id")
        if name == "test":
            of.add_argument("--queue", required=True, help="the output DeliverQueueUrl of the service stack")
        if name == "deliveries":
            of.add_argument("--outcome", choices=("waiting", "delivered", "dead"))
    return options_of.parse_args(arguments)


def at(settings: Settings, anywhere: bool) -> AtTable:
    """Return the outside world of the command."""
    return AtTable(settings, calls_anywhere=anywhere, rate=RATE)


def main(arguments: Sequence[str] | None = None, world: World = at) -> int:
    """Run the command and return its exit code."""
    options = _options(arguments)
    keys = f"{options.stage or options.table}/webhooks/"
    settings = Settings(table_name=options.table, webhook_keys=keys, deliver_queue_url=options.queue)
    try:
        for line in _COMMANDS[options.command](world(settings, options.anywhere), options):
            print(line)
    except Refused as refused:
        print(*(f"{error.name}: {error.message}" for error in refused.errors), sep="\n")
        return 1
    except Busy:
        print("somebody kept writing: run it again")
        return 2
    except DomainError as error:
        print(error.message)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
