"""The HTTP API offers the declared routes, each behind its scope and its limit."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from contract import cors
from contract.callers import SCOPES
from infra.settings import Settings
from savings.api.contract import ROUTES
from tests.infra.template import ISSUER, KEPT_POOL, ORIGIN, Template

POOL = "https://cognito-idp.AWS::Region.AWS::URLSuffix/Users"


def test_the_api_has_exactly_the_declared_routes(template: Template) -> None:
    assert sorted(_routes(template)) == sorted(route.key for route in ROUTES)


def test_each_route_has_its_tokens_proven_and_leads_to_its_function(template: Template) -> None:
    routes = _routes(template)
    integrations = template.properties("ApiGatewayV2::Integration")
    for route in ROUTES:
        made = routes[route.key]
        assert made["AuthorizationType"] == "CUSTOM"
        assert made["AuthorizerId"] == "ApiTokens"
        integration = integrations[made["Target"].removeprefix("integrations/")]
        assert integration["IntegrationUri"] == f"{route.function.capitalize()}Live"
        assert integration["PayloadFormatVersion"] == "2.0"


def test_every_route_has_a_limit_and_writes_a_lower_one(template: Template) -> None:
    limits = template.only("ApiGatewayV2::Stage")["RouteSettings"]
    assert sorted(limits) == sorted(_routes(template))
    reads = {limit["ThrottlingRateLimit"] for key, limit in limits.items() if key.startswith("GET ")}
    writes = {limit["ThrottlingRateLimit"] for key, limit in limits.items() if not key.startswith("GET ")}
    assert (reads, writes) == ({200}, {100})


def test_routes_are_measured_one_by_one_only_where_that_is_chosen(template: Template, full: Template) -> None:
    for made, is_chosen in ((template, False), (full, True)):
        stage = made.only("ApiGatewayV2::Stage")
        assert stage["DefaultRouteSettings"]["DetailedMetricsEnabled"] is is_chosen
        assert {route["DetailedMetricsEnabled"] for route in stage["RouteSettings"].values()} == {is_chosen}


def test_limits_are_set_after_the_routes_they_limit(template: Template) -> None:
    (stage,) = template.resources("ApiGatewayV2::Stage").values()
    routes = {
        key
        for key, made in template.service.document["Resources"].items()
        if made["Type"] == "AWS::ApiGatewayV2::Route"
    }
    assert routes <= set(stage["DependsOn"])


def test_every_call_is_logged_with_its_route_status_and_caller(template: Template) -> None:
    stage = template.only("ApiGatewayV2::Stage")
    assert stage["StageName"] == "$default"
    assert stage["AccessLogSettings"]["DestinationArn"] == "AccessLog.Arn"
    logged = json.loads(stage["AccessLogSettings"]["Format"])
    assert {"requestId", "route", "status", "client", "latency"} <= set(logged)
    assert logged["requestId"] == "$context.requestId"
    assert not [value for value in logged.values() if value.startswith("$context.identity")], "an address is a person's"


def test_only_the_api_may_call_the_functions(template: Template) -> None:
    permissions = template.properties("Lambda::Permission").values()
    called = sorted(permission["FunctionName"] for permission in permissions)
    assert called == [
        "ActionsLive",
        "AuthorizeLive",
        "GoalsLive",
        "HouseholdsLive",
        "NotificationsLive",
        "WebhooksLive",
    ]
    for permission in permissions:
        assert permission["Principal"] == "apigateway.amazonaws.com"
        assert ":Api/" in permission["SourceArn"]


def test_the_user_pool_offers_the_scopes_of_the_contract(template: Template) -> None:
    server = template.only("Cognito::UserPoolResourceServer")
    assert [f"{server['Identifier']}/{scope['ScopeName']}" for scope in server["Scopes"]] == list(SCOPES)


def test_no_client_is_part_of_a_stack_and_nobody_signs_up(template: Template) -> None:
    assert template.resources("Cognito::UserPoolClient") == {}
    assert template.only("Cognito::UserPool")["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}


def test_tokens_of_every_client_of_the_pool_are_proven_by_a_function_once_an_hour(template: Template) -> None:
    authorizer = template.only("ApiGatewayV2::Authorizer")
    assert authorizer["AuthorizerType"] == "REQUEST"
    assert authorizer["IdentitySource"] == ["$request.header.Authorization", "$context.routeKey"]
    assert (authorizer["AuthorizerPayloadFormatVersion"], authorizer["EnableSimpleResponses"]) == ("2.0", True)
    assert authorizer["AuthorizerResultTtlInSeconds"] == 3600
    assert "functions/AuthorizeLive/" in authorizer["AuthorizerUri"]
    assert template.functions()["authorize"]["Environment"]["Variables"]["ISSUER"] == POOL
    logged = json.loads(template.only("ApiGatewayV2::Stage")["AccessLogSettings"]["Format"])
    assert logged["client"] == "$context.authorizer.client_id"


def test_a_user_pool_that_exists_takes_the_place_of_the_stages(other: Template) -> None:
    assert other.resources("Cognito::UserPool") == {}
    assert other.functions()["authorize"]["Environment"]["Variables"]["ISSUER"] == KEPT_POOL


def test_where_the_audience_is_named_the_gateway_proves_tokens_itself(proving: Template) -> None:
    authorizer = proving.only("ApiGatewayV2::Authorizer")
    assert authorizer["AuthorizerType"] == "JWT"
    assert authorizer["JwtConfiguration"] == {"Audience": ["bank-app"], "Issuer": ISSUER}
    assert proving.resources("Cognito::UserPool") == {}
    assert "authorize" not in proving.functions()
    routes = _routes(proving)
    assert {route.key: routes[route.key]["AuthorizationScopes"] for route in ROUTES} == {
        route.key: [route.scope] for route in ROUTES
    }
    logged = json.loads(proving.only("ApiGatewayV2::Stage")["AccessLogSettings"]["Format"])
    assert logged["client"] == "$context.authorizer.claims.client_id"


def test_a_template_knows_no_tenant(template: Template) -> None:
    """So that what the 500th needs is what the first needs: two items, and a client in the pool."""
    for function in template.functions().values():
        assert not {"TENANTS", "CLIENTS"} & set(function["Environment"]["Variables"])


def test_pages_of_other_origins_may_call_only_where_the_settings_name_them(template: Template, full: Template) -> None:
    assert "CorsConfiguration" not in template.only("ApiGatewayV2::Api")
    assert full.only("ApiGatewayV2::Api")["CorsConfiguration"] == {
        "AllowOrigins": [ORIGIN],
        "AllowMethods": sorted({route.method for route in ROUTES}),
        "AllowHeaders": list(cors.SENT),
        "ExposeHeaders": list(cors.READ),
        "MaxAge": cors.MAX_AGE,
    }


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"oidc_issuer": ISSUER}, "audience"),
        ({"oidc_issuer": "http://plain.example"}, "oidc_issuer"),
        ({"audience": [str(client) for client in range(51)]}, "audience"),
        ({"log_retention_days": 8}, "log_retention_days"),
        ({"memmory": {}}, "memmory"),
        ({"cors_origins": ["app.bank.example"]}, "cors_origins"),
        ({"cors_origins": ["https://app.bank.example/"]}, "cors_origins"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_by_name(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Settings.model_validate(settings)


def _routes(template: Template) -> dict[str, dict[str, Any]]:
    return {route["RouteKey"]: route for route in template.properties("ApiGatewayV2::Route").values()}
