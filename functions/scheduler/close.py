"""The closer: takes a shard of the due index and brings everything in it that is due up to date."""

import json
from typing import Any, Final

from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from savings.observability import instrumented, logged
from savings.runtime import Entry, Handler, Runtime
from savings.usecases.sweeping import Shard, sweep_shard
from scheduler.sweep import send, shard_message

TIME_TO_HAND_OVER_MS: Final = 15_000


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    processor = SqsFifoPartialProcessor(skip_group_on_error=True)

    def close(event: dict[str, Any], context: Any) -> dict[str, Any]:
        @logged
        def close_shard(record: SQSRecord) -> None:
            message = json.loads(record.body)
            shard, tick = message["shard"], message["tick"]
            rest = sweep_shard(
                runtime,
                Shard(shard, message.get("cursor")),
                has_time=lambda: context.get_remaining_time_in_millis() > TIME_TO_HAND_OVER_MS,
            )
            if rest is not None:
                send(runtime, [shard_message(shard, tick, rest.cursor)])

        answer = process_partial_response(event=event, record_handler=close_shard, processor=processor, context=context)
        return dict(answer)

    return instrumented(runtime, close)


handler: Final = Entry(build)
