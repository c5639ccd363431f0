"""The parts of docs/ that the code makes. `python -m tests.contract.documents` writes them anew.

Such a part stands between `<!-- made by the code: name -->` and `<!-- end -->`; what is around it is written by hand.
"""

import contextlib
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clients.python import generate as python
from clients.typescript import generate as typescript
from contract import openapi
from contract.breaks import breaks
from contract.callers import KINDS, Kind, Refusal
from contract.errors import GATEWAY, JSON, SHAPES
from contract.members import MEMBERS
from contract.metrics import METRICS
from contract.refusals import CAUSES, explained
from contract.spread import spread
from infra.settings import Settings as Stage
from local.engine import DYNOXIDE, Engine
from operations import erase
from savings.api.contract import ROUTES, Family
from savings.domain.calendar import instant
from savings.domain.events import Event, members
from savings.domain.facts import FACTS
from savings.domain.notification import KEPT
from savings.domain.webhook import DELIVERIES_KEPT
from savings.observability import logger
from savings.store import contributions, idempotency
from savings.store.personal import DATA, Data
from scheduler import publish
from tests.contract import (
    asyncapi,
    copy_schema,
    error_examples,
    event_examples,
    event_schemas,
    household_costs,
    route_units,
)
from tests.contract.costs import cost_table
from tests.contract.limits import LIMITS
from tests.contract.rooms import imports_table
from tests.contract.served_code import ROOT
from tests.engines import ENVIRONMENT, connect

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DOCS: Final = ROOT / "docs"
_PART: Final = re.compile(r"(<!-- made by the code: (?P<name>[^>]+) -->\n)(?P<text>.*?)(<!-- end -->)", re.DOTALL)

Parts = Mapping[str, str]


def parts_of(page: str) -> dict[str, str]:
    """Return what stands in a page between the marks, by name."""
    return {match["name"]: match["text"] for match in _PART.finditer(page)}


def filled(page: str, parts: Parts) -> str:
    """Return the page with its parts made anew; one that nothing makes is a KeyError."""
    return _PART.sub(lambda match: match[1] + parts[match["name"]] + match[4], page)


def architecture() -> Parts:
    """Return the parts of architecture.md."""
    return {"imports": _lines(imports_table())}


def events() -> Parts:
    """Return the parts of events.md."""
    examples = event_examples.examples()
    common = set.intersection(*(set(event.data) for event in examples.values() if _is_of_goal(event)))
    first = examples["goal.created"]
    members = sorted(common, key=list(first.data).index)
    parts = {"envelope": _json(_delivered(first)), "goal members": _lines(_member_table(members))}
    for name, event in examples.items():
        own = [member for member in event.data if not (_is_of_goal(event) and member in common)]
        table = _lines(_member_table(own)) if own else "It has no members of its own.\n"
        parts[name] = f"{table}\n{_json(event.data)}"
    return parts


def errors() -> Parts:
    """Return the parts of errors.md."""
    rows = ["| code | class | goals, ledger | savings goals | households | `error_code` |", "|---|---|---|---|---|---|"]
    for kind in error_examples.refusals():
        by_family = error_examples.statuses(kind)
        said = [by_family[family] for family in (Family.GOALS, Family.SAVINGS_GOALS, Family.HOUSEHOLDS)]
        code = error_examples.published_code(kind)
        rows.append(f"| `{kind.code}` | `{kind.__name__}` | {' | '.join(map(str, said))} | `{code}` |")
    parts = {"codes": _lines(rows)}
    for name, (status, body) in error_examples.examples().items():
        parts[name] = f"Status {status}:\n\n{_json(body)}"
    parts["causes"] = _lines(f"- `{code}`: {explained(code)}" for code in CAUSES)
    places = {name: MEMBERS[name] for name in ("pointer", "parameter", "header")}
    parts["places"] = _lines(
        ["| member | the field is |", "|---|---|", *(f"| `{name}` | {what} |" for name, what in places.items())]
    )
    gateway = [f"| {status} | `{message}` | {when} |" for status, (message, when) in GATEWAY.items()]
    parts["gateway"] = _lines(["| status | message | when |", "|---|---|---|", *gateway])
    return parts


def callers() -> Parts:
    """Return the parts of callers.md."""
    kinds = ["| kind | who | of every operation |", "|---|---|---|"]
    kinds += [f"| {kind.name} | {kind.who} | {_everywhere(kind)} |" for kind in KINDS]
    differ = [kind for kind in KINDS if isinstance(kind.gets, str)]
    table = [f"| operation | scope | {' | '.join(kind.name for kind in differ)} |", "|---|---|" + "---|" * len(differ)]
    for route in ROUTES:
        cells = [_cell(kind.refusal(route)) for kind in differ]
        table.append(f"| `{route.key}` | `{route.scope.rpartition('/')[2]}` | {' | '.join(cells)} |")
    found = {(kind.refusal(route), route.family) for kind in KINDS for route in ROUTES}
    refusals = ["| refused by | media type | status | the body has |", "|---|---|---|---|"]
    refusals += sorted({_refused(refusal, family) for refusal, family in found if refusal is not None})
    count = f"{len(KINDS)} kinds of callers, {len(ROUTES)} operations: {len(KINDS) * len(ROUTES):,} cells"
    return {
        "cells": f"{count}, each of which a test walks.\n",
        "kinds": _lines(kinds),
        "table": _lines(table),
        "refusals": _lines(refusals),
    }


def operations() -> Parts:
    """Return the parts of operations.md."""
    rows = [f"| `{one.name}` | {one.unit} | `{one.service}` | {one.meaning} |" for one in METRICS]
    return {
        "limits": _lines(["| limit | value |", "|---|---|", *(f"| {what} | {value} |" for what, value in LIMITS)]),
        "metrics": _lines(["| metric | unit | `service` | what it says |", "|---|---|---|---|", *rows]),
    }


def privacy() -> Parts:
    """Return the parts of privacy.md."""
    data = ["| data | `kind` | personal, with what stands in its place | kept |", "|---|---|---|---|"]
    data += [
        f"| {one.title} | `{kind}` | {_personal(one)} | {_KEPT.get(kind, _FOR_GOOD)} |" for kind, one in DATA.items()
    ]
    named = {"archive_days": Stage().archive_days, "log_retention_days": Stage().log_retention_days}
    places = ["| place | kept |", "|---|---|"]
    for place, kept in erase.places(Stage()).items():
        setting = next((name for name, days in named.items() if timedelta(days=days) == kept), None)
        places.append(f"| {place} | {_time(kept)}{f', as `{setting}` says' if setting else ''} |")
    return {"data": _lines(data), "places": _lines(places), "by hand": _lines(f"- {one}" for one in erase.BY_HAND)}


_FOR_GOOD: Final = "for good, without what is personal"
_KEPT: Final = {
    "NOTE": f"{KEPT.days} days, or until the erasure",
    "CONTRIBUTION": f"{contributions.TOMBSTONE.days} days after it ended; none of a person's own after the erasure",
    "IDEM": f"{idempotency.LIFE.total_seconds() / 3600:g} hours",
    **dict.fromkeys(("ACCESS", "PREFERENCES", "TEXT"), "until the erasure"),
    "ERASURE": "for good",
    "WEBHOOK": "until it is removed",
    "DELIVERY": f"{DELIVERIES_KEPT.days} days",
}


def _personal(data: Data) -> str:
    if data.goes:
        return "all"
    return ", ".join(f"`{name}`{f' ({place})' if place else ''}" for name, place in data.personal.items()) or "nothing"


def _time(kept: timedelta) -> str:
    return f"{kept.days} days" if kept.days > 1 else f"{kept.total_seconds() / 3600:g} hours"


def access_patterns(client: "DynamoDBClient") -> Parts:
    """Return the parts of access-patterns.md; `client` reports consumed capacity as AWS does."""
    head = "| call | calls to the table | read units | write units |"
    costs = [f"{head} budget: trips, read, write |", "|---|---|---|---|---|", *cost_table(client)]
    households = [head, "|---|---|---|---|", *household_costs.cost_table(client)]
    return {"costs": _lines(costs), "household costs": _lines(households)}


PAGES: Final[Mapping[str, Callable[[], Parts]]] = {
    "architecture.md": architecture,
    "callers.md": callers,
    "events.md": events,
    "errors.md": errors,
    "operations.md": operations,
    "privacy.md": privacy,
}
"""The pages whose parts need no engine."""


def _everywhere(kind: Kind) -> str:
    """Say what a kind gets of every operation, where it is the same."""
    return _cell(kind.refusal(ROUTES[0])) if isinstance(kind.gets, int) else "see below"


def _cell(refusal: Refusal | None) -> str:
    return "yes" if refusal is None else f"{refusal.status}{' gateway' if refusal.is_gateways else ''}"


def _refused(refusal: Refusal, family: Family) -> str:
    by, media = ("the gateway", JSON) if refusal.is_gateways else (family.value, SHAPES[family][0])
    return f"| {by} | `{media}` | {refusal.status} | `{json.dumps(refusal.shown(family))[1:-1]}` |"


def _is_of_goal(event: Event) -> bool:
    return event.name.startswith(("goal.", "action."))


def _delivered(event: Event) -> dict[str, Any]:
    """Return an event as EventBridge hands it to a target, without what EventBridge adds of its own."""
    sent = publish._entry("bus", event)
    detail = json.loads(sent["Detail"])
    return {
        "source": sent["Source"],
        "detail-type": sent["DetailType"],
        "time": instant(sent["Time"]),
        "detail": detail,
    }


def _member_table(names: Iterable[str]) -> list[str]:
    meanings = {member.name: member.meaning for name in FACTS for member in members(name)}
    return ["| member | what it is |", "|---|---|", *(f"| `{name}` | {meanings[name]} |" for name in names)]


def _json(value: object) -> str:
    return f"```json\n{spread(value)}\n```\n"


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


def _write(page: Path, parts: Parts) -> None:
    page.write_text(filled(page.read_text(encoding="utf-8"), parts), encoding="utf-8")


def write_openapi() -> None:
    """Write the OpenAPI document. Exits, with nothing written, where it would break what is published."""
    if openapi.FILE.exists():
        published = json.loads(openapi.FILE.read_text(encoding="utf-8"))
        if found := breaks(published, openapi.document()):
            raise SystemExit(f"{openapi.FILE.name} is published and would break its callers: {'; '.join(found)}")
    openapi.FILE.write_text(openapi.text(), encoding="utf-8")


def write_schemas() -> None:
    """Write the events' schemas and the AsyncAPI document. Exits, with nothing written, where one would break."""
    now = event_schemas.schemas()
    for name, schema in now.items():
        path = event_schemas.file_of(name)
        if path.exists():
            published = json.loads(path.read_text(encoding="utf-8"))
            if found := event_schemas.breaks(published, schema):
                raise SystemExit(f"{name} is published as v1 and would break its consumers: {'; '.join(found)}")
    event_schemas.FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in event_schemas.texts().items():
        (event_schemas.FOLDER / file).write_text(text, encoding="utf-8")
    asyncapi.FILE.write_text(asyncapi.text(), encoding="utf-8")
    copy_schema.FILE.parent.mkdir(exist_ok=True)
    copy_schema.FILE.write_text(copy_schema.text(), encoding="utf-8")


def main() -> None:
    """Write every part of every page anew."""
    os.environ.update(ENVIRONMENT)
    for name, make in PAGES.items():
        _write(DOCS / name, make())
    write_openapi()
    write_schemas()
    python.write()
    typescript.write()
    # What the functions log and count while their costs are taken is of no interest here.
    logger.setLevel("CRITICAL")
    with Engine(DYNOXIDE) as engine, contextlib.redirect_stdout(io.StringIO()):
        client = connect(engine.endpoint)
        _write(DOCS / "access-patterns.md", access_patterns(client))
        route_units.write(client)


if __name__ == "__main__":
    main()
