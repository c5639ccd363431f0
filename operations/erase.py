"""Erases a person: what they are called, wrote and were sent goes; ids, amounts, dates and events stay.

Without --write it only says what there is to erase. It may be run again at any time, completes what was cut off, and
prints the receipt, which is stored with what stays of the person. Exit code 0: all was said, or is erased; 1: there is
no such person; 2: others kept writing, run it again.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from contract.wiring import DEAD_LETTERS_KEPT, NOTIFY_QUEUE, QUEUES
from infra.settings import Settings as Stage
from operations.restore import DAYS
from operations.table import RATE, AtTable, at, parser
from savings import ids
from savings.api.answers import Answer
from savings.deadline import TIMEOUTS
from savings.domain.calendar import instant
from savings.domain.errors import Busy, NotFound
from savings.store import idempotency, keys
from savings.store.erasures import Receipt
from savings.store.personal import DATA
from savings.store.schema import STREAM_KEPT
from savings.store.table import Item
from savings.usecases import erasure

ANSWERS: Final = "IDEM"
BY_HAND: Final = (
    "the person's sign-in at the identity provider",
    "the address in the suppression list of SES, if a letter to it came back",
    "what partners and client apps have stored",
)
"""What no command of this product reaches."""


def places(stage: Stage) -> dict[str, timedelta]:
    """Return for how long each place beside the table of a stage keeps what it has."""
    return {
        "the table's stream": STREAM_KEPT,
        "keys of requests, without their answers": idempotency.LIFE,
        "queue of events for the notifier, with addresses of letters that came back": QUEUES[NOTIFY_QUEUE].keeps,
        "dead letters": DEAD_LETTERS_KEPT,
        "backups of the table, to any second": timedelta(days=DAYS),
        "archive of the bus: ids alone": timedelta(days=stage.archive_days),
        "logs: ids alone": timedelta(days=stage.log_retention_days),
    }


def erase(world: AtTable, tenant: str, customer: str, stage: Stage) -> Receipt:
    """Erase a person with the answers that are kept of their requests; return the receipt. Raises NotFound, Busy."""
    erasure.erase(world, tenant, customer)
    # What was under way when the person left has ended after that.
    world.sleep(max(TIMEOUTS.values()))
    receipt = erasure.erase(world, tenant, customer)
    for record in _answers(world, tenant, {customer, erasure.home_of(world, tenant, customer)}):
        erasure.forget_answer(world, record)
        receipt = replace(receipt, done={**receipt.done, ANSWERS: receipt.done.get(ANSWERS, 0) + 1})
    now = world.clock.now()
    later = {place: instant(now + kept) for place, kept in places(stage).items()}
    receipt = replace(receipt, ended_at=now, later=later)
    erasure.keep(world, receipt)
    return receipt


def _answers(world: AtTable, tenant: str, about: set[str]) -> Iterator[Item]:
    """Yield the answers that are kept of requests which name one of these GUIDs, or are answered with it."""
    for item in world.every("PK", "SK", "status", "payload", "body", "headers", "about"):
        if keys.is_answer((item["PK"], item["SK"]), tenant) and _is_about(item, about):
            yield item


def _is_about(item: Item, about: set[str]) -> bool:
    answer = Answer.replayed(item)
    text = f"{sorted(item.get('about', ()))} {answer.headers} {answer.body}"
    return any(guid in text for guid in about)


def shown(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as it is printed."""
    return {
        "tenant": receipt.tenant,
        "customer": receipt.customer,
        "begun_at": instant(receipt.begun_at),
        "ended_at": instant(receipt.ended_at) if receipt.ended_at else None,
        "erased": _titled(receipt.done),
        "ends_later": dict(sorted(receipt.later.items(), key=lambda one: one[1])),
        "by_hand": list(BY_HAND),
    }


def _titled(done: Mapping[str, int]) -> dict[str, int]:
    """Return counts by what the kinds of items are about, in the order of the table of data."""
    return {data.title: int(done[kind]) for kind, data in DATA.items() if kind in done}


def main(arguments: Sequence[str] | None = None, world: Callable[[str, int], AtTable] = at) -> int:
    """Run the command and return its exit code."""
    options_of = parser(__doc__)
    for name in ("tenant", "customer"):
        options_of.add_argument(f"--{name}", required=True)
    options_of.add_argument("--stage", required=True, help="the stage, which says how long things are kept")
    options_of.add_argument("-c", action="append", default=[], metavar="NAME=VALUE", help="as it was deployed")
    options_of.add_argument("--rate", type=int, default=RATE, help=f"units a second, at most; {RATE} by itself")
    options_of.add_argument("--write", action="store_true", help="erase the person")
    options = options_of.parse_args(arguments)
    table = world(options.table, options.rate)
    stage = Stage.of_stage(options.stage, dict(one.split("=", 1) for one in options.c))
    place = options.tenant, ids.parse_guid(options.customer) or ""
    try:
        if options.write:
            print(json.dumps(shown(erase(table, *place, stage)), indent=2))
        else:
            print(json.dumps({"to_erase": _titled(erasure.find(table, *place))}, indent=2))
            print("nothing was erased: add --write")
    except NotFound:
        print("there is no such person")
        return 1
    except Busy:
        print("others kept writing: run it again")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
