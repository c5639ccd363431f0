"""A whole family on the local stack: it reads back identical after a restart and after a kill, and is reported once."""

import json
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.integration.households.a_family import Family
from tests.local.serving import Served
from tests.product import Answer, Product, SetClock

START = "2027-01-10T10:00:00Z"
END = "2027-12-20T10:00:00Z"


class OverHttp(Product):
    """The product as a client of the stack meets it; its clock ticks by itself."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.clock = SetClock(datetime(2027, 1, 10, 10, tzinfo=UTC))

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        """Call a route as a client app that names nobody."""
        assert options.pop("customer", None) is None
        headers: Mapping[str, str] = options.pop("headers", None) or {}
        query: Mapping[str, str] | None = options.pop("query", None)
        assert not options
        request = self.served.http.build_request(method, path, json=body, params=query, headers=dict(headers))
        answer = self.served.http.send(request)
        return Answer(answer.status_code, dict(answer.headers), answer.json())

    def given(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        """Call a route: what one stack holds is made again for another."""
        return self.call(method, path, body, **options)


def read_back(served: Served, family: Family) -> dict[str, Any]:
    """Everything that the routes show of the household, by path."""
    home = family.home.path
    paths = ["", "/clients", "/dependants", "/events", "/savings", "/savings/options", "/savings/contributions/options"]
    paths += [f"/savings/{saving}" for saving in family.savings]
    paths += [f"/savings/{saving}/contributions" for saving in family.savings]
    paths += [f"/savings/{saving}/contributions/{contribution}" for saving, contribution in family.contributions]
    paths += [f"/savings/{saving}/projection?until=2050-01-01" for saving in family.savings]
    return {path: served.http.get(f"{home}{path}").raise_for_status().json() for path in paths}


def served_again(data: Path) -> Served:
    served = Served(data)
    served.act_for(None)
    return served


@pytest.mark.gate
def test_a_family_reads_back_identical_after_a_restart_and_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "data"
    served = Served(data)
    served.set_clock(START)
    served.act_for(None)
    family = Family(OverHttp(served))
    before, events = read_back(served, family), served.events()

    assert len(before["/savings"]["data"]) == len(family.savings) == 6
    assert len(family.contributions) == 20
    assert (len(before["/clients"]["data"]), len(before["/dependants"]["data"])) == (2, 1)

    for ending in (signal.SIGTERM, signal.SIGKILL):
        served.stop(ending)
        served = served_again(data)
        assert read_back(served, family) == before
        assert served.events()[: len(events)] == events
    path = f"/savings/{family.savings[1]}"
    changed = {**before[path]["data"], "Value": 1.5}
    answer = served.http.put(family.home.path + path, json=changed).raise_for_status().json()
    served.stop(signal.SIGKILL)
    with served_again(data) as served:
        assert served.http.get(family.home.path + path).json() == answer


def payments(events: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The dates of the payments that partners have heard of, by contribution."""
    said: dict[str, list[str]] = {}
    for event in events:
        if event["detail-type"] == "contribution.due":
            data = event["detail"]["data"]
            said.setdefault(data["contribution_id"], []).append(data["due_date"])
    return said


@pytest.mark.gate
def test_each_payment_of_a_year_is_reported_once_and_in_order_though_the_stack_is_killed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    served = Served(data)
    served.set_clock(START)
    served.act_for(None)
    family = Family(OverHttp(served))
    expected = planned(served, family)

    for said_before_the_kill in (3, 12):
        kill_during_the_walk(served, said_before_the_kill)
        served = served_again(data)
    with served:
        assert served.set_clock(END).status_code == 200
        events = served.events()

    assert payments(events) == expected
    assert len({event["detail"]["id"] for event in events}) == len(events)
    heads: dict[str, list[int]] = {}
    for event in events:
        heads.setdefault(event["detail"]["subject"], []).append(int(event["detail"]["sequence"]))
    assert all(sequences == list(range(1, len(sequences) + 1)) for sequences in heads.values()), json.dumps(heads)


def planned(served: Served, family: Family) -> dict[str, list[str]]:
    """The payments up to the end that each saving's projection shows, and today's, which it leaves out."""
    found: dict[str, list[str]] = {}
    for saving in sorted({saving for saving, _ in family.contributions}):
        path = f"{family.home.path}/savings/{saving}/projection"
        shown = served.http.get(path, params={"until": END[:10]}).json()["data"]["Payments"]
        for payment in shown:
            found.setdefault(payment["TransactionGUID"], []).append(payment["Date"])
    for saving, contribution in family.contributions:
        each = served.http.get(f"{family.home.path}/savings/{saving}/contributions/{contribution}").json()["data"]
        if each["StartBasis"] == 1:
            found[contribution].insert(0, START[:10])
    return found


def kill_during_the_walk(served: Served, said: int) -> None:
    """Send the clock to the end and kill the stack as soon as so many payments were reported."""
    with ThreadPoolExecutor(1) as pool:
        walk = pool.submit(httpx2.put, f"{served.base_url}/_local/clock", json={"now": END}, timeout=60)
        for _ in count():
            if sum(map(len, payments(served.events()).values())) >= said:
                break
        served.stop(signal.SIGKILL)
        assert walk.exception() is not None, "the walk was over before the stack was killed"
