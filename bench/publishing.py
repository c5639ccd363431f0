"""Publishing: the processor time of one change between the table's stream and the bus.

`python -m bench.publishing [--rounds 7]`
"""

from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Final

from bench.artefacts import artefacts
from bench.closing import CLOSERS
from bench.contenders import PRODUCT, start_of
from bench.endpoint import Endpoint
from bench.environment import Environment, FunctionError
from bench.figures import Series, Table
from bench.options import Options
from bench.world import world

ROUNDS: Final = 7
RECORDS: Final = 100
"""What one invocation gets at most."""
KEY: Final = (PRODUCT, "a closed period")


def publishing(rounds: int) -> tuple[Series, int]:
    """Return milliseconds of processor time a record, and how many calls to the bus a full batch makes."""
    made, found = artefacts(), Series()
    with ExitStack() as opened:
        data = opened.enter_context(world())
        endpoint = opened.enter_context(Endpoint(data.engine.endpoint))
        start = start_of(replace(CLOSERS[PRODUCT], handler="scheduler.publish.handler"), made, "scheduler", "")
        variables = {**start.variables, "AWS_ENDPOINT_URL_EVENTBRIDGE": endpoint.address, "BUS_NAME": "savings"}
        event = {"Records": [_record(number, item) for number, item in enumerate(data.closed_goals(RECORDS))]}
        environment = opened.enter_context(Environment(replace(start, variables=variables)))
        endpoint.repeat(endpoint.listen())
        before = 0
        for number in range(rounds + 1):
            answered = environment.invoke(event)
            if answered.json != {"batchItemFailures": []}:
                raise FunctionError(f"{answered.content.decode()}\n{environment.output[-2000:]}")
            if number:  # the first warms up
                found.add(KEY, (answered.processor - before) / 1e6 / RECORDS)
            before = answered.processor
        return found, endpoint.calls["PutEvents"] // (rounds + 1)


def _record(number: int, item: dict[str, Any]) -> dict[str, Any]:
    """Return a record of the stream as AWS Lambda hands it over."""
    return {
        "eventID": f"{number:032x}",
        "eventName": "MODIFY",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-west-1",
        "dynamodb": {
            "ApproximateCreationDateTime": 1798761600.0,
            "Keys": {"PK": item["PK"], "SK": item["SK"]},
            "NewImage": item,
            "SequenceNumber": f"{number:021d}",
            "SizeBytes": 900,
            "StreamViewType": "NEW_IMAGE",
        },
    }


def report(found: Series, calls: int) -> Table:
    """Return a table of what a record takes."""
    table = Table(("publishing", "CPU ms a record", "records a second", "records a call"))
    cost = found.median(KEY) or 0.0
    table.add(f"{PRODUCT}, batches of {RECORDS}", cost, 1000 / cost, RECORDS / calls)
    return table


def main(options: Options) -> None:
    """Measure and print."""
    print(report(*publishing(options.rounds or ROUNDS)).text())


if __name__ == "__main__":
    main(Options.read(__doc__))
