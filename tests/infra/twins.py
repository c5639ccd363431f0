"""The local stack in the words of a template: what it has is asked of it, not of its description."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import boto3
from starlette.testclient import TestClient

from contract.callers import SCOPES
from contract.wiring import CHANGES_AT_ONCE, FUNCTIONS, QUEUES, TICK
from local.app import application
from local.bus import Bus
from local.identity import CLIENTS, ISSUER
from local.invoke import Function
from local.queues import Queue
from local.services import MAIL_CONFIGURATION_SET
from local.stack import MAIL_FROM, TABLE_NAME, Stack
from local.timekeeper import Timekeeper
from savings.api.contract import ROUTES
from savings.deadline import TIMEOUTS
from savings.store.schema import STREAM_FILTER
from tests.infra.only_on_aws import is_only_on_aws
from tests.infra.template import SENDER, Template

ORIGIN: Final = "https://app.bank.example"
SETTINGS: Final[dict[str, Any]] = {"mail_from": SENDER, "cors_origins": [ORIGIN]}
"""With these a template has all that the local stack has."""
STAGE: Final = "savings-goals-sandbox"

_APP_CLIENTS: Final = {*CLIENTS, "UsersBackend", "UsersCustomersApp"}
_OF_THE_POOL: Final = {"AWS::Region": "eu-west-1", "AWS::URLSuffix": "amazonaws.com", "/Users": "/eu-west-1_local"}

Properties = dict[str, Any]
Described = dict[str, Any]
"""Single values by their places, such as `SQS::Queue/CloseQueue/RedrivePolicy/maxReceiveCount`."""

KINDS: Final = (
    "ApiGatewayV2::Api",
    "ApiGatewayV2::Authorizer",
    "ApiGatewayV2::Route",
    "ApiGatewayV2::Stage",
    "Cognito::UserPoolClient",
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
    described = {kind: template.properties(kind) for kind in kinds}
    if "ApiGatewayV2::Route" in kinds:
        described["ApiGatewayV2::Route"] = _routes(template)
    return _described(described)


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
        "Cognito::UserPoolClient": _clients(stack),
        "DynamoDB::Table": {"Table": _table()},
        "Events::Rule": {
            "NotifyNews": {**_rule(stack.services.bus), "EventBusName": STAGE},
            "NotifyCameBack": _rule(stack.services.account_bus),
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
    accepted = dict(properties.get("JwtConfiguration", {}))
    for of_aws, here in _OF_THE_POOL.items():
        accepted["Issuer"] = str(accepted.get("Issuer")).replace(of_aws, here)
    accepted["Audience"] = ["an app client" if one in _APP_CLIENTS else one for one in accepted.get("Audience", ())]
    return {**properties, "JwtConfiguration": accepted}


def _client(properties: Properties) -> Properties:
    scopes = {scope.replace("UsersScopes/", "savings/"): True for scope in properties.get("AllowedOAuthScopes", ())}
    return {**properties, "AllowedOAuthScopes": scopes}


def _variables(properties: Properties) -> Properties:
    variables = {
        name: _queue_of(value) for name, value in properties.get("Environment", {}).get("Variables", {}).items()
    }
    tenants = _json(variables.get("TENANTS"))
    if isinstance(tenants, dict):
        variables["TENANTS"] = {"is_table": True, **{f"of {client}": tenant for client, tenant in tenants.items()}}
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
    "Cognito::UserPoolClient": _client,
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
        stack.services.bus.name: STAGE,
        MAIL_FROM: SENDER,
        MAIL_CONFIGURATION_SET: "MailReports",
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


def _rule(bus: Bus) -> Properties:
    """Describe the one rule of a bus that has a queue for its target; the tap is for those who look on."""
    taking = [(rule.pattern, getattr(rule.target, "__self__", None)) for rule in bus.rules]
    ((pattern, queue),) = [(pattern, queue) for pattern, queue in taking if isinstance(queue, Queue)]
    text = json.dumps(pattern).replace(MAIL_CONFIGURATION_SET, "MailReports")
    return {"EventPattern": json.loads(text), "Targets": [{"Arn": f"{queue.name}.Arn"}]}


def _mappings(stack: Stack) -> dict[str, Properties]:
    def fed(function: str, source: str, batch: int, **more: Any) -> Properties:
        answer = {"FunctionResponseTypes": ["ReportBatchItemFailures"]}
        return {"BatchSize": batch, "EventSourceArn": source, "FunctionName": _live(function), **answer, **more}

    queues = stack.services.queues
    names = {"close": "CloseShards", "notify": "NotifyEvents"}
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


def _clients(stack: Stack) -> dict[str, Properties]:
    def client(grant: str, **form: str) -> Properties:
        name, secret = next(iter(CLIENTS.items()))
        answer = stack.identity.grant({"grant_type": grant, **form}, name, secret)
        return {
            "AllowedOAuthScopes": stack.identity.verify(answer["access_token"])["scope"].split(),
            "AccessTokenValidity": answer["expires_in"] // 60,
            "TokenValidityUnits": {"AccessToken": "minutes"},
        }

    backend = {"AllowedOAuthFlows": ["client_credentials"], "GenerateSecret": True}
    return {
        "UsersBackend": {**client("client_credentials"), **backend},
        "UsersCustomersApp": client("password", username="2a7a1f1c-18b9-4af1-8424-91c5848e8037"),
    }


def _schedules(stack: Stack) -> dict[str, Properties]:
    """Describe what starts by itself when a tick is due, and with what."""
    started: dict[str, dict[str, Any]] = {}

    def noted(name: str) -> Any:
        return lambda event: started.update({name: event})

    idle: Any = noted("close")
    timekeeper = Timekeeper(
        stack.clock, stack.shortcut, TABLE_NAME, stack.services, noted("enqueue"), [idle], noted("audit"), stack.pump
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
    """Describe the gateway by its answers: to a browser, and on each route to tokens of one scope and to none."""
    reached: list[tuple[str, dict[str, Any]]] = []

    def noted(name: str) -> Any:
        return lambda event: reached.append((name, event))

    def bearer(scope: str) -> dict[str, str]:
        claims = {"sub": "demo-app", "client_id": "demo-app", "scope": scope}
        return {"Authorization": f"Bearer {stack.identity.sign(claims)}"}

    tokens = {scope: bearer(scope) for scope in SCOPES}
    serving = replace(stack, functions={name: noted(name) for name in stack.functions})
    routes: dict[str, Properties] = {}
    with TestClient(application(serving, [ORIGIN])) as caller:
        cors = _cors(caller)
        for route in ROUTES:
            path = re.sub(r"{\w+}", "7", route.path)
            answers = {scope: caller.request(route.method, path, headers=token) for scope, token in tokens.items()}
            function, event = reached[-1]
            routes[event["routeKey"]] = {
                "RouteKey": event["routeKey"],
                "AuthorizationScopes": [scope for scope, answer in answers.items() if answer.is_success],
                "AuthorizationType": "JWT" if caller.request(route.method, path).status_code == 401 else "NONE",
                "AuthorizerId": "ApiTokens",
                "Target": {
                    "IntegrationType": "AWS_PROXY",
                    "IntegrationUri": _live(function),
                    "PayloadFormatVersion": event["version"],
                },
            }
    accepted = {"Audience": list(CLIENTS), "Issuer": ISSUER}
    by_header = {"AuthorizerType": "JWT", "IdentitySource": ["$request.header.Authorization"]}
    return {
        "ApiGatewayV2::Api": {"Api": {"CorsConfiguration": cors, "ProtocolType": "HTTP"}},
        "ApiGatewayV2::Authorizer": {"ApiTokens": {**by_header, "JwtConfiguration": accepted}},
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
