"""Tenants: onboard one, give it other terms or clients, suspend, resume, export and remove it, or list all.

Functions know of a change within a minute, of a new client within ten seconds. With --pool, app clients are made in
that user pool; --client takes ids that another issuer has given. Exit code 1: refused, and nothing was changed;
2: somebody kept writing, run it again.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from operations.export import export
from operations.pool import Pool
from operations.table import AtTable, at, parser
from savings.domain.errors import Busy, DomainError, Refused
from savings.domain.tenant import NO_TERMS, Tenant, Terms
from savings.store import households
from savings.store import tenants as stored
from savings.store.table import ConditionFailed
from savings.usecases import tenants

_NONE: Final = "none"
_TERMS: Final[dict[str, tuple[Callable[[str], Any], str]]] = {
    "zone": (str, "default time zone of its households"),
    "currency": (str, "default currency of its households"),
    "finalising_days": (int, "default days of finalising of its households"),
    "open_goals": (int, "cap of open goals of each customer"),
    "households": (int, "cap of households; each change counts them anew"),
}


def onboard(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Store a tenant, with clients that are made for it."""
    made = list(_made(options))
    clients = frozenset([*options.client, *(client for client, _ in made)])
    try:
        tenant = tenants.onboard(world.table, options.tenant, _terms(options, NO_TERMS), clients)
    except Exception:
        _delete(options, (client for client, _ in made))
        raise
    yield _shown(tenant)
    yield from (line for _, lines in made for line in lines)


def add(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Give a tenant more clients, which are good beside those that it has; also to rotate credentials."""
    made = list(_made(options))
    more = frozenset([*options.client, *(client for client, _ in made)])
    try:
        tenant = tenants.change(
            world.table, options.tenant, lambda before: replace(before, clients=before.clients | more)
        )
    except Exception:
        _delete(options, (client for client, _ in made))
        raise
    yield _shown(tenant)
    yield from (line for _, lines in made for line in lines)


def take(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Take clients from a tenant: within a minute their tokens are nobody's."""
    gone = frozenset(options.client)
    before = tenants.load(world.table, options.tenant)
    if strangers := gone - before.clients:
        raise Refused.one("client", "unknown", f"{', '.join(sorted(strangers))}: not of {before.name}.")
    yield _shown(
        tenants.change(world.table, options.tenant, lambda before: replace(before, clients=before.clients - gone))
    )
    yield from _delete(options, sorted(gone))


def change(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Give a tenant other defaults and caps; `none` takes one away."""
    changed = tenants.change(
        world.table, options.tenant, lambda before: replace(before, terms=_terms(options, before.terms))
    )
    yield _shown(changed)


def suspend(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Refuse a tenant's callers; what time does to its goals goes on, and so do its events."""
    yield _shown(tenants.change(world.table, options.tenant, lambda before: replace(before, is_suspended=True)))


def resume(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """End a suspension."""
    yield _shown(tenants.change(world.table, options.tenant, lambda before: replace(before, is_suspended=False)))


def remove(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Remove a tenant that has no household, with its clients."""
    gone = tenants.remove(world.table, options.tenant)
    yield f"{gone.name} is removed"
    yield from _delete(options, sorted(gone.clients))


def write_down(world: AtTable, options: argparse.Namespace) -> Iterator[str]:
    """Write each household of a tenant into a file of the folder `--to`, as `operations.export` writes one."""
    tenants.load(world.table, options.tenant)
    folder = Path(options.to)
    folder.mkdir(parents=True, exist_ok=True)
    for household in households.load_all(world.table, options.tenant):
        file = folder / f"{household.guid}.jsonl"
        yield f"{file}: {export(world, options.tenant, household.guid, file)} items"


def list_all(world: AtTable, _: argparse.Namespace) -> Iterator[str]:
    """List all tenants."""
    yield from map(_shown, stored.load_all(world.table))


def _made(options: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    """Make the clients that are asked for; yield each with the lines to hand over."""
    if options.pool is None:
        return
    pool = Pool(options.pool)
    client, secret = pool.make_backend(options.tenant)
    yield client, [f"client_id={client}", f"client_secret={secret}"]
    if options.callback:
        app = pool.make_app(options.tenant, options.callback)
        yield app, [f"app_client_id={app}"]


def _delete(options: argparse.Namespace, clients: Iterable[str]) -> list[str]:
    """Delete those clients that are the pool's, where one is named; return a line for each."""
    if options.pool is None:
        return []
    pool = Pool(options.pool)
    return [f"{client} is deleted" for client in clients if pool.delete(client)]


def _terms(options: argparse.Namespace, before: Terms) -> Terms:
    given = {name: getattr(options, name) for name in _TERMS if getattr(options, name) is not None}
    try:
        read = {name: None if text == _NONE else _TERMS[name][0](text) for name, text in given.items()}
    except ValueError as error:
        raise Refused.one("terms", "not_possible", f"{error}.") from None
    return replace(before, **read)


def _shown(tenant: Tenant) -> str:
    terms = {name: value for name, value in asdict(tenant.terms).items() if value is not None}
    state = {"suspended": True} if tenant.is_suspended else {}
    return json.dumps({"tenant": tenant.name, "clients": sorted(tenant.clients), **terms, **state})


_COMMANDS: Final = {
    "list": list_all,
    "onboard": onboard,
    "change": change,
    "add": add,
    "take": take,
    "suspend": suspend,
    "resume": resume,
    "export": write_down,
    "remove": remove,
}


_POOL: Final = ("--pool", {"help": "the user pool, such as eu-west-1_AbCdEfGhI: its output UserPoolId"})
_CLIENT: Final = ("--client", {"action": "append", "help": "id of a client; may be given several times"})
_CALLBACK: Final = ("--callback", {"action": "append", "help": "make a client for the customers' app, which signs in"})
_GIVEN: Final[dict[str, tuple[tuple[str, dict[str, Any]], ...]]] = {
    "onboard": (_POOL, _CLIENT, _CALLBACK),
    "add": (_POOL, _CLIENT, _CALLBACK),
    "take": (_POOL, _CLIENT),
    "remove": (_POOL,),
    "export": (("--to", {"required": True, "help": "the folder, which is made"}),),
}


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    options_of = parser(__doc__)
    commands = options_of.add_subparsers(dest="command", required=True)
    for name, command in _COMMANDS.items():
        of = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        of.set_defaults(pool=None, client=[], callback=[])
        if name != "list":
            of.add_argument("tenant")
        for option, how in _GIVEN.get(name, ()):
            of.add_argument(option, **how)
        for term, (_, what) in _TERMS.items() if name in ("onboard", "change") else ():
            of.add_argument(f"--{term.replace('_', '-')}", help=what)
    return options_of.parse_args(arguments)


def main(arguments: Sequence[str] | None = None, world: Callable[[str], AtTable] = at) -> int:
    """Run the command and return its exit code."""
    options = _options(arguments)
    try:
        for line in _COMMANDS[options.command](world(options.table), options):
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
    except ConditionFailed:
        print("another operator was first: look, and run it again")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
