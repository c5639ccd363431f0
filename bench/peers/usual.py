"""The usual stack: boto3, the router of AWS Lambda Powertools with its validation, its logger and its metrics."""

from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.metrics import MetricUnit

from bench.peers import work
from bench.peers.models import Goal, NewAction, Recorded

logger = Logger()
metrics = Metrics()
table = boto3.client("dynamodb")
app = APIGatewayHttpResolver(enable_validation=True)


@app.get("/goals/<goal_id>")
def get_goal(goal_id: int) -> Goal:
    """Read one goal."""
    item = table.get_item(**work.read(app.current_event.raw_event))["Item"]
    metrics.add_metric(name="GoalsRead", unit=MetricUnit.Count, value=1)
    return Goal.model_validate(work.plain(item))


@app.post("/goals/v1/savings/<goal_id>/actions")
def record_action(goal_id: int, action: NewAction) -> tuple[Recorded, int]:
    """Record an action."""
    item = table.get_item(**work.read(app.current_event.raw_event))["Item"]
    table.transact_write_items(**work.record(item, action.minor, action.credit_debit_indicator.value))
    metrics.add_metric(name="ActionsRecorded", unit=MetricUnit.Count, value=1)
    return Recorded(data=action, metadata={"goal_id": goal_id}), 201


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Serve either route."""
    return app.resolve(event, context)
