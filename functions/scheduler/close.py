"""The closer: takes a shard of the due index and brings everything in it that is due up to date."""

import json
from typing import Any, Final

from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from savings.observability import instrumented, logged
from savings.runtime import Entry, Handler, Runtime
from savings.usecases.due import Shard, close_shard
from scheduler.enqueue import send, shard_message

TO_HAND_OVER: Final = 6_000
"""Milliseconds kept for the message with the rest, which the queue's client may have to send twice."""
FOR_ONE: Final = 5_000
"""Milliseconds that there must be for one more thing that is due."""


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    processor = SqsFifoPartialProcessor(skip_group_on_error=True)

    def close(event: dict[str, Any], context: Any) -> dict[str, Any]:
        @logged
        def take(record: SQSRecord) -> None:
            message = json.loads(record.body)
            shard, tick = message["shard"], message["tick"]
            rest = close_shard(
                runtime,
                Shard(shard, message.get("cursor")),
                has_time=lambda: runtime.deadline.allows(FOR_ONE),
            )
            if rest is not None:
                send(runtime, [shard_message(shard, tick, rest.cursor)])

        answer = process_partial_response(event=event, record_handler=take, processor=processor, context=context)
        return dict(answer)

    return instrumented(runtime, close, keep=TO_HAND_OVER)


handler: Final = Entry(build)
