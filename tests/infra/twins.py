"""The local stack in the words of a template: what it has is asked of it, not of its description."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import boto3
from starlette.testclient import TestClient

from contract.wiring import AUTHORIZED_FOR, CHANGES_AT_ONCE, FUNCTIONS, QUEUES, TICK
from local.app import application
from local.bus import Bus
from local.identity import ISSUER
from local.invoke import Function
from local.queues import Queue
from local.services import MAIL_CONFIGURATION_SET
from local.stack import MAIL_FROM, TABLE_NAME, Stack
from local.timekeeper import Timekeeper
from savings.api.contract import ROUTES
from savings.deadline import TIMEOUTS
from savings.store.schema import STREAM_FILTER
from tests.infra.only_on_aws import is_only_on_aws
from tests.infra.template import ORIGIN, SENDER, Template

SETTINGS: Final[dict[str, Any]] = {"mail_from": SENDER, "cors_origins": [ORIGIN]}
"""With these a template has all that the local stack has."""
STAGE: Final = "savings-goals-sandbox"

_POOL: Final = "https://cognito-idp.AWS::Region.AWS::URLSuffix/Users"

Properties = dict[str, Any]
Described = dict[str, Any]
"""Single values by their places, such as `SQS::Queue/CloseQueue/RedrivePolicy/maxReceiveCount`."""

KINDS: Final = (
    "ApiGatewayV2::Api",
    "ApiGatewayV2::Authorizer",
    "ApiGatewayV2::Route",
    "ApiGatewayV2::Stage",
    "DynamoDB::Table",
    "Events::Rule",
    "Lambda::EventSourceMapping",
    "Lambda::Function",
    "SQS::Queue",
    "Scheduler::Schedule",
)
"""What both have."""


def differences(template: Described, local: Described) -> list[str]:
    """Return the places where they differ."""
    return sorted(
        place
        for place in template.keys() | local.keys()
        if template.get(place) != local.get(place) and not is_only_on_aws(place)
    )


def of_template(template: Template, kinds: Collection[str] = KINDS) -> Described:
    """Describe what a template has of what the local stack has, too; a route with the integration that it leads to."""
    read = {"ApiGatewayV2::Route": _routes}
    return _described({kind: read[kind](template) if kind in read else template.properties(kind) for kind in kinds})


def _routes(template: Template) -> dict[str, Properties]:
    integrations = template.properties("ApiGatewayV2::Integration")
    return {
        route.get("RouteKey", ""): {
            **route,
            "Target": integrations.get(str(route.get("Target")).removeprefix("integrations/")),
        }
        for route in template.properties("ApiGatewayV2::Route").values()
    }


def of_local(stack: Stack) -> Described:
    """Describe a running stack in the words of a template."""
    described = {
        **_gateway(stack),
        "DynamoDB::Table": {"Table": _table()},
        "Events::Rule": {
            **{
                _RULES[rule["Targets"][0]["Arn"]]: {**rule, "EventBusName": STAGE}
                for rule in _rules(stack.services.bus)
            },
            "NotifyCameBack": _rules(stack.services.account_bus)[0],
        },
        "Lambda::EventSourceMapping": _mappings(stack),
        "Lambda::Function": {
            f"{name.capitalize()}Function": _function(stack, function) for name, function in stack.functions.items()
        },
        "SQS::Queue": {queue.name: _queue(queue) for queue in stack.services.queues.values()},
        "Scheduler::Schedule": _schedules(stack),
    }
    return _described(described)


def _described(resources: Mapping[str, Mapping[str, Properties]]) -> Described:
    return {
        place: value
        for kind, named in resources.items()
        for name, properties in named.items()
        for place, value in _flat(f"{kind}/{name}", _common(kind, properties))
    }


def _flat(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the single values of tables and lists, each with its place; what is empty is a value, too."""
    within = dict(enumerate(value)) if isinstance(value, list) else value
    if not isinstance(within, Mapping) or not within:
        yield place, value
        return
    for key, inner in within.items():
        yield from _flat(f"{place}/{key}", inner)


def _common(kind: str, properties: Properties) -> Properties:
    """Return properties with what is a name of its own on each side as one name, and JSON in texts read."""
    return _COMMON.get(kind, dict)(properties)


def _api(properties: Properties) -> Properties:
    cors = properties.get("CorsConfiguration", {})
    lower = {name: [*map(str.lower, cors[name])] for name in ("AllowHeaders", "ExposeHeaders") if name in cors}
    return {**properties, "CorsConfiguration": {**cors, **lower}}


def _authorizer(properties: Properties) -> Properties:
    called = re.search(r"functions/(\w+)/invocations$", str(properties.get("AuthorizerUri")))
    return {**properties, "AuthorizerUri": called[1]} if called else properties


def _variables(properties: Properties) -> Properties:
    variables = {
        name: _queue_of(value) for name, value in properties.get("Environment", {}).get("Variables", {}).items()
    }
    return {**properties, "Environment": {"Variables": variables}}


def _source(properties: Properties) -> Properties:
    filters = properties.get("FilterCriteria", {}).get("Filters", ())
    read = [{name: _json(value) for name, value in one.items()} for one in filters]
    return {**properties, "FilterCriteria": {"Filters": read}} if read else properties


def _schedule(properties: Properties) -> Properties:
    target = properties.get("Target", {})
    return {**properties, "Target": {**target, "Input": _json(target.get("Input"))}}


_COMMON: Final[Mapping[str, Callable[[Properties], Properties]]] = {
    "ApiGatewayV2::Api": _api,
    "ApiGatewayV2::Authorizer": _authorizer,
    "Lambda::EventSourceMapping": _source,
    "Lambda::Function": _variables,
    "SQS::Queue": lambda properties: {"FifoQueue": False, **properties},
    "Scheduler::Schedule": _schedule,
}


def _json(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return text


def _queue_of(value: Any) -> Any:
    """Return the name of the queue whose address a value is, where it is made of the queue's ARN; else the value."""
    made = re.fullmatch(r"https://sqs\.(\w+)\.Arn at : 3\.AWS::URLSuffix/\1\.Arn at : 4/\1\.QueueName", str(value))
    return made[1] if made else value


def _live(function: str) -> str:
    """The alias that is called, as a template names it."""
    return f"{function.capitalize()}Live"


def _function(stack: Stack, function: Function) -> Properties:
    names = {
        TABLE_NAME: STAGE,
        ISSUER: _POOL,
        stack.services.bus.name: STAGE,
        MAIL_FROM: SENDER,
        MAIL_CONFIGURATION_SET: "MailReports",
        f"{TABLE_NAME}/webhooks/": f"{STAGE}/webhooks/",
        **{queue.url: name for name, queue in stack.services.queues.items()},
    }
    return {
        "Handler": FUNCTIONS[function.name].handler,
        "Timeout": TIMEOUTS[function.name],
        "Environment": {"Variables": {name: names.get(value, value) for name, value in function.variables.items()}},
    }


def _queue(queue: Queue) -> Properties:
    made: Properties = {"FifoQueue": queue.fifo}
    if queue.dead_letters is not None:
        kept = f"{queue.dead_letters.name}.Arn"
        made["RedrivePolicy"] = {"deadLetterTargetArn": kept, "maxReceiveCount": queue.attempts}
    return made


_RULES: Final = {"NotifyQueue.Arn": "NotifyNews", "DeliverQueue.Arn": "DeliverEvents"}
"""The rules of the product's bus, by what they feed."""


def _rules(bus: Bus) -> list[Properties]:
    """Describe the rules of a bus that have a queue for their target; the tap is for those who look on."""
    taking = [(rule.pattern, getattr(rule.target, "__self__", None)) for rule in bus.rules]
    return [
        {
            "EventPattern": json.loads(json.dumps(pattern).replace(MAIL_CONFIGURATION_SET, "MailReports")),
            "Targets": [{"Arn": f"{queue.name}.Arn"}],
        }
        for pattern, queue in taking
        if isinstance(queue, Queue)
    ]


def _mappings(stack: Stack) -> dict[str, Properties]:
    def fed(function: str, source: str, batch: int, **more: Any) -> Properties:
        answer = {"FunctionResponseTypes": ["ReportBatchItemFailures"]}
        return {"BatchSize": batch, "EventSourceArn": source, "FunctionName": _live(function), **answer, **more}

    queues = stack.services.queues
    names = {"close": "CloseShards", "notify": "NotifyEvents", "deliver": "DeliverMessages"}
    return {
        **{names[of.feeds]: fed(of.feeds, f"{name}.Arn", queues[name].batch) for name, of in QUEUES.items()},
        "PublishChanges": fed(
            "publish",
            "Table.StreamArn",
            CHANGES_AT_ONCE,
            StartingPosition="TRIM_HORIZON",
            FilterCriteria={"Filters": [{"Pattern": json.dumps(STREAM_FILTER)}]},
        ),
    }


def _table() -> Properties:
    client = boto3.client("dynamodb")
    made: Any = client.describe_table(TableName=TABLE_NAME)["Table"]
    expiry = client.describe_time_to_live(TableName=TABLE_NAME)["TimeToLiveDescription"]
    client.close()
    return {
        "TableName": STAGE,
        "KeySchema": made["KeySchema"],
        "AttributeDefinitions": made["AttributeDefinitions"],
        "BillingMode": made["BillingModeSummary"]["BillingMode"],
        "GlobalSecondaryIndexes": [
            {key: index[key] for key in ("IndexName", "KeySchema", "Projection")}
            for index in made["GlobalSecondaryIndexes"]
        ],
        "StreamSpecification": {"StreamViewType": made["StreamSpecification"]["StreamViewType"]},
        "TimeToLiveSpecification": {
            "AttributeName": expiry["AttributeName"],
            "Enabled": expiry["TimeToLiveStatus"] == "ENABLED",
        },
    }


def _schedules(stack: Stack) -> dict[str, Properties]:
    """Describe what starts by itself when a tick is due, and with what."""
    started: dict[str, dict[str, Any]] = {}

    def noted(name: str) -> Any:
        return lambda event: started.update({name: event})

    idle: Any = noted("close")
    enqueue, audit = noted("enqueue"), noted("audit")
    timekeeper = Timekeeper(
        stack.clock, stack.shortcut, TABLE_NAME, stack.services, enqueue, [idle], audit, stack.pump, idle
    )
    timekeeper.keep_up()
    return {
        f"{name.capitalize()}Schedule": {
            "ScheduleExpression": f"rate({int(TICK.total_seconds()) // 60} minutes)",
            "Target": {
                "Arn": _live(name),
                "Input": json.dumps({**event, "time": "<aws.scheduler.scheduled-time>"}),
            },
        }
        for name, event in started.items()
    }


def _gateway(stack: Stack) -> dict[str, dict[str, Properties]]:
    """Describe the gateway by its answers: to a browser, and on each route to a token, twice, and to none."""
    reached: list[tuple[str, dict[str, Any]]] = []
    asked: list[dict[str, Any]] = []

    def noted(name: str) -> Any:
        return lambda event: reached.append((name, event))

    def authorize(event: dict[str, Any]) -> Any:
        asked.append(event)
        return {"isAuthorized": True, "context": {}}

    heard: Any = {**{name: noted(name) for name in stack.functions}, "authorize": authorize}
    serving = replace(stack, functions=heard)
    token = {"Authorization": "Bearer a.b.c"}
    routes: dict[str, Properties] = {}
    with TestClient(application(serving, [ORIGIN])) as caller:
        cors = _cors(caller)
        for route in ROUTES:
            path = re.sub(r"{\w+}", "7", route.path)
            for _ in range(2):
                assert caller.request(route.method, path, headers=token).is_success
            function, event = reached[-1]
            routes[event["routeKey"]] = {
                "RouteKey": event["routeKey"],
                "AuthorizationType": "CUSTOM" if caller.request(route.method, path).status_code == 401 else "NONE",
                "AuthorizerId": "ApiTokens",
                "Target": {
                    "IntegrationType": "AWS_PROXY",
                    "IntegrationUri": _live(function),
                    "PayloadFormatVersion": event["version"],
                },
            }
    sources = {token["Authorization"]: "$request.header.Authorization", asked[-1]["routeKey"]: "$context.routeKey"}
    is_kept = len(asked) == len(ROUTES)
    authorizer = {
        "AuthorizerType": asked[-1]["type"],
        "AuthorizerPayloadFormatVersion": asked[-1]["version"],
        "AuthorizerResultTtlInSeconds": int(AUTHORIZED_FOR.total_seconds()) if is_kept else 0,
        "AuthorizerUri": _live("authorize"),
        "EnableSimpleResponses": True,
        "IdentitySource": [sources[value] for value in asked[-1]["identitySource"]],
    }
    return {
        "ApiGatewayV2::Api": {"Api": {"CorsConfiguration": cors, "ProtocolType": "HTTP"}},
        "ApiGatewayV2::Authorizer": {"ApiTokens": authorizer},
        "ApiGatewayV2::Route": routes,
        "ApiGatewayV2::Stage": {"Stage": {"StageName": reached[-1][1]["requestContext"]["stage"]}},
    }


def _cors(browser: TestClient) -> Properties:
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}
    allowed = browser.options("/goals", headers=asked).headers
    read = browser.get("/goals", headers={"Origin": ORIGIN}).headers
    return {
        "AllowOrigins": [allowed["access-control-allow-origin"]],
        "AllowMethods": allowed["access-control-allow-methods"].split(","),
        "AllowHeaders": allowed["access-control-allow-headers"].split(","),
        "ExposeHeaders": read["access-control-expose-headers"].split(","),
        "MaxAge": int(allowed["access-control-max-age"]),
    }
