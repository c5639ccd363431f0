"""FastAPI behind Mangum, over boto3, with the metrics of AWS Lambda Powertools."""

from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from fastapi import FastAPI, Request
from mangum import Mangum

from bench.peers import work
from bench.peers.models import Goal, NewAction, Recorded

logger = Logger()
metrics = Metrics()
table = boto3.client("dynamodb")
app = FastAPI()


@app.get("/goals/{goal_id}")
def get_goal(goal_id: int, request: Request) -> Goal:
    """Read one goal."""
    item = table.get_item(**work.read(request.scope["aws.event"]))["Item"]
    metrics.add_metric(name="GoalsRead", unit=MetricUnit.Count, value=1)
    return Goal.model_validate(work.plain(item))


@app.post("/goals/v1/savings/{goal_id}/actions", status_code=201)
def record_action(goal_id: int, action: NewAction, request: Request) -> Recorded:
    """Record an action."""
    item = table.get_item(**work.read(request.scope["aws.event"]))["Item"]
    table.transact_write_items(**work.record(item, action.minor, action.credit_debit_indicator.value))
    metrics.add_metric(name="ActionsRecorded", unit=MetricUnit.Count, value=1)
    return Recorded(data=action, metadata={"goal_id": goal_id})


serve = Mangum(app, lifespan="off")


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Serve either route."""
    answer: dict[str, Any] = serve(event, context)
    return answer
