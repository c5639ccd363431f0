"""The HTTP API: the declared routes and no others, each with its scope and its limit, every call logged."""

from collections.abc import Mapping
from typing import Final

from aws_cdk import Duration, Stack
from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from constructs import Construct

from contract import cors
from contract.wiring import AUTHORIZED_FOR
from infra.components.domain import serve_at_domain
from infra.components.function import ServiceFunction
from infra.components.identity import Identity
from infra.components.logs import ACCESS, log_group
from infra.settings import Settings, Throttle
from savings.api.contract import ROUTES, Route

_LOGGED: Final = {
    "requestId": "$context.requestId",
    "time": "$context.requestTime",
    "route": "$context.routeKey",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "latency": "$context.responseLatency",
    "integrationLatency": "$context.integrationLatency",
    "integrationError": "$context.integrationErrorMessage",
    "authorizerError": "$context.authorizer.error",
}
_CLIENT: Final = "$context.authorizer.claims.client_id"
_CLIENT_OF_FUNCTION: Final = "$context.authorizer.client_id"


def make_api(
    scope: Construct,
    functions: Mapping[str, ServiceFunction],
    identity: Identity,
    authorizer: ServiceFunction | None,
    settings: Settings,
) -> http.HttpApi:
    """Add the API with its `$default` stage; `functions` by the name that a route gives.

    Tokens are proven by the function `authorizer`, or where there is none by the gateway itself.
    """
    api = http.HttpApi(
        scope,
        "Api",
        description="Savings goals, ledger and households",
        create_default_stage=False,
        cors_preflight=_cors(settings),
        disable_execute_api_endpoint=settings.domain is not None,
    )
    tokens = _tokens(identity, authorizer)
    served_by = {
        name: integrations.HttpLambdaIntegration(name.capitalize(), function.alias, scope_permission_to_route=False)
        for name, function in functions.items()
    }
    stage = _make_stage(scope, api, settings, client=_CLIENT_OF_FUNCTION if authorizer else _CLIENT)
    for route in ROUTES:
        (added,) = api.add_routes(
            path=route.path,
            methods=[http.HttpMethod[route.method]],
            integration=served_by[route.function],
            authorizer=tokens,
            authorization_scopes=None if authorizer else [route.scope],
        )
        # A limit can only be set on a route that exists.
        stage.node.add_dependency(added)
    serve_at_domain(scope, api, stage, settings)
    return api


def _tokens(identity: Identity, function: ServiceFunction | None) -> http.IHttpRouteAuthorizer:
    if function is None:
        return authorizers.HttpJwtAuthorizer("Tokens", identity.issuer, jwt_audience=list(identity.audience))
    return authorizers.HttpLambdaAuthorizer(
        "Tokens",
        function.alias,
        response_types=[authorizers.HttpLambdaResponseType.SIMPLE],
        # What it answers depends on the route, by its scope.
        identity_source=["$request.header.Authorization", "$context.routeKey"],
        results_cache_ttl=Duration.seconds(int(AUTHORIZED_FOR.total_seconds())),
    )


def _cors(settings: Settings) -> http.CorsPreflightOptions | None:
    """Return what the gateway itself answers to browsers; it sets these headers on all answers, too."""
    if not settings.cors_origins:
        return None
    return http.CorsPreflightOptions(
        allow_origins=list(settings.cors_origins),
        allow_methods=[http.CorsHttpMethod[method] for method in cors.METHODS],
        allow_headers=list(cors.SENT),
        expose_headers=list(cors.READ),
        max_age=Duration.seconds(cors.MAX_AGE),
    )


def _make_stage(scope: Construct, api: http.HttpApi, settings: Settings, *, client: str) -> http.CfnStage:
    log = log_group(scope, ACCESS, settings)
    return http.CfnStage(
        scope,
        "Stage",
        api_id=api.api_id,
        stage_name="$default",
        auto_deploy=True,
        access_log_settings=http.CfnStage.AccessLogSettingsProperty(
            destination_arn=log.log_group_arn, format=Stack.of(scope).to_json_string({**_LOGGED, "client": client})
        ),
        default_route_settings=http.CfnStage.RouteSettingsProperty(
            detailed_metrics_enabled=settings.route_metrics,
            throttling_rate_limit=settings.reads.rate,
            throttling_burst_limit=settings.reads.burst,
        ),
        route_settings={
            route.key: {
                "DetailedMetricsEnabled": settings.route_metrics,
                "ThrottlingRateLimit": limit.rate,
                "ThrottlingBurstLimit": limit.burst,
            }
            for route in ROUTES
            for limit in (_limit(route, settings),)
        },
    )


def _limit(route: Route, settings: Settings) -> Throttle:
    return settings.reads if route.method == "GET" else settings.writes
