"""What must hold over a household's items, recounted from all of them.

Nothing depends on what is gone, each count is right, and contributions have the dates that people and events give.
"""

from collections import Counter
from typing import Any

from savings.domain import codes
from savings.domain.contribution import Planned
from savings.domain.dates import Moment
from savings.domain.household import Household
from savings.store import contributions, households, keys
from savings.store.table import Item, Key

LIVED = (codes.AGE, codes.SECOND_AGE, codes.EVENT)


def audit_households(items: list[Item]) -> None:
    """Assert all of it for every household that the items show."""
    partitions: dict[str, list[Item]] = {}
    for item in items:
        if "#H#" in item["PK"]:
            partitions.setdefault(item["PK"], []).append(item)
    for there in partitions.values():
        _audit_household(there)


def _audit_household(items: list[Item]) -> None:
    by_key = {(item["PK"], item["SK"]): item for item in items}
    household = households.read_household([item for item in items if item["SK"].startswith(keys.HOUSEHOLD)])
    planned = [contributions.read(item) for item in items if item["SK"].startswith(keys.CONTRIBUTIONS)]
    living = [one for one in planned if not one.is_gone]
    hanging = Counter(_references(household, items, living))
    for key in hanging:
        assert key in by_key, f"something depends on {key[1]}, which is gone"
        assert "closed" not in by_key[key], f"something depends on {key[1]}, which is closed"
    for key, item in by_key.items():
        assert item.get("uses", 0) == hanging[key], f"{key[1]} counts {item.get('uses', 0)}, not {hanging[key]}"
    into = Counter(one.contribution.account for one in living)
    owners: dict[int, str] = {}
    for item in _open_accounts(items):
        number = int(item["SK"].removeprefix(keys.ACCOUNTS))
        assert item["contributions"] == into[number], item["SK"]
        assert (item["PK"], f"{item['SK']}#SAVING") in by_key, item["SK"]
        owners[number] = item["owned_by"]
    for one in living:
        _audit_contribution(household, one, owners[one.contribution.account])
    for one in planned:
        number = one.contribution.number
        item = by_key[keys.contribution(household.tenant, household.guid, one.contribution.account, number)]
        assert ("due_at" in item) == ("due_shard" in item) == (one.due_at is not None), item["SK"]


def _audit_contribution(household: Household, planned: Planned, owner: str) -> None:
    contribution = planned.contribution
    end = contribution.end if contribution.frequency != codes.ONE_OFF else None
    for moment, day in ((contribution.start, contribution.start_date), (end, contribution.end_date)):
        if moment is not None and moment.basis in LIVED:
            assert day == household.life.moment_date(moment, owner, planned.published_until), contribution


def _references(household: Household, items: list[Item], living: list[Planned]) -> list[Key]:
    tenant, guid = household.tenant, household.guid
    clients: list[str] = [dependant.customer for dependant in household.dependants]
    events: list[int] = []
    for event in household.life_events:
        clients += [str(event.customer)] if event.basis == 2 else []
        events += [int(event.linked or 0)] if event.basis == 3 else []
    dependants: list[int] = []
    for item in _open_accounts(items):
        clients += [item[owner] for owner in ("owned_by", "joint_owner") if owner in item]
    for item in items:
        if item["SK"].endswith("#SAVING"):
            dependants += _there(item, "dependant")
            events += _there(item, "risk_event")
    linked: list[int] = []
    for one in living:
        contribution = one.contribution
        events += _event(contribution.start)
        events += _event(contribution.end) if contribution.frequency != codes.ONE_OFF else []
        linked += [contribution.linked] if contribution.linked else []
    return [
        *(keys.client(tenant, guid, client) for client in clients),
        *(keys.dependant(tenant, guid, dependant) for dependant in dependants),
        *(keys.life_event(tenant, guid, event) for event in events),
        *(keys.account(tenant, guid, account) for account in linked),
    ]


def _open_accounts(items: list[Item]) -> list[Item]:
    accounts = [item for item in items if item["SK"].startswith(keys.ACCOUNTS) and not item["SK"].endswith("#SAVING")]
    return [item for item in accounts if "closed" not in item]


def _event(moment: Moment | None) -> list[int]:
    return [moment.event] if moment is not None and moment.basis == codes.EVENT and moment.event else []


def _there(item: dict[str, Any], name: str) -> list[int]:
    return [item[name]] if name in item else []
