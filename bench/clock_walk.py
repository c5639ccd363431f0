"""How long the local clock takes for a year of monthly goals: `.venv/bin/python bench/clock_walk.py [goals ...]`.

For each number of goals (by default 100 and 300) it prints the seconds of the walk, the processor seconds of the stack
and of its engine within them, and how many events came of it. Run it by hand, several times: the least counts.
PROFILE=file keeps what cProfile says of the walk; it then does all the work in one thread.
"""

import cProfile
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]
# As `make serve` has it: no tracing, and metrics for CloudWatch go nowhere.
os.environ |= {"LOG_LEVEL": "WARNING", "POWERTOOLS_SERVICE_NAME": "local", "POWERTOOLS_TRACE_DISABLED": "true"}
sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115

import uvicorn  # noqa: E402

from local.app import application  # noqa: E402
from local.demo.bank import bank, set_clock  # noqa: E402
from local.engine import Engine  # noqa: E402
from local.options import Options  # noqa: E402
from local.stack import Stack, stack  # noqa: E402
from savings_goals_client import Client  # noqa: E402

START, END = "2027-01-04T09:00:00Z", "2028-01-15T09:00:00Z"
GOALS_OF_A_FAMILY = 20


def main(sizes: list[int]) -> None:
    for goals in sizes:
        with tempfile.TemporaryDirectory() as folder, stack(Options(port=0, data=Path(folder))) as running:
            with addressed(running) as address:
                for first in range(0, goals, GOALS_OF_A_FAMILY):
                    with bank(address) as app:
                        if not first:
                            set_clock(app, START)
                        save(app, min(GOALS_OF_A_FAMILY, goals - first))
            measure(running, goals)


@contextmanager
def addressed(running: Stack) -> Iterator[str]:
    config = uvicorn.Config(application(running), port=0, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def save(app: Client, goals: int) -> None:
    """Have one family open an account and make so many savings goals of twelve months; half of them have money."""
    household = {
        "TimeZone": "Europe/London",
        "Currency": "GBP",
        "Clients": [{"FirstName": "Tina", "LastName": "Edwards", "DateOfBirth": "1990-05-04"}],
    }
    made = app.households.create_household(household).data
    customer = made.clients[0].client_guid
    saving = {
        "ClientGUID": customer,
        "SavingsDescription": "Rainy days",
        "SavingsType": 2,
        "Value": 100_000,
        "ValueDate": START[:10],
    }
    account = app.households.create_saving(made.household_guid, saving).data
    customers = app.acting_for(customer).savings_goals
    for number in range(goals):
        goal: dict[str, Any] = {
            "name": f"Wish {number}",
            "account_id": account.savings_guid,
            "target_amount": {"value": "1200", "currency": "GBP"},
            "target_date": "2027-12-31",
        }
        wish = customers.create_savings_goal(goal).data.id
        if number % 2:
            action = {"amount": {"value": "400"}, "credit_debit_indicator": "credit"}
            customers.create_action(wish, action)


def measure(running: Stack, goals: int) -> None:
    file = os.environ.get("PROFILE")
    if file:
        running.workers.stop()
    profile = cProfile.Profile() if file else nullcontext()
    before, engine_before, wall_before = time.process_time(), processor_seconds(running.engine), time.perf_counter()
    with profile:
        running.timekeeper.walk(datetime.fromisoformat(END))
    wall, own = time.perf_counter() - wall_before, time.process_time() - before
    engine = processor_seconds(running.engine) - engine_before
    print(
        f"{goals} goals, {running.engine.name}: {wall:.1f} s; stack {own:.1f} s, engine {engine:.1f} s of processor; "
        f"{len(running.state.events(0))} events",
        file=sys.stderr,
    )
    if isinstance(profile, cProfile.Profile):
        profile.dump_stats(str(file))


def processor_seconds(engine: Engine) -> float:
    """Return what the engine's process has used; 0 where there is no /proc to ask."""
    status = Path(f"/proc/{engine.process_id}/stat")
    if not status.exists():
        return 0.0
    ticks = status.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 300])
