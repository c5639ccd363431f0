"""The HTTP API offers the declared routes, each behind its scope and its limit."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from contract import cors
from contract.callers import SAVER_SCOPES, SCOPES
from infra.settings import Settings
from savings.api.contract import LEDGER_WRITE, ROUTES
from tests.infra.template import Synthesize, Template

ISSUER = "https://login.bank.example/realm"


def test_the_api_has_exactly_the_declared_routes(template: Template) -> None:
    assert sorted(_routes(template)) == sorted(route.key for route in ROUTES)


def test_each_route_asks_for_its_scope_and_leads_to_its_function(template: Template) -> None:
    routes = _routes(template)
    integrations = template.properties("ApiGatewayV2::Integration")
    for route in ROUTES:
        made = routes[route.key]
        assert made["AuthorizationType"] == "JWT"
        assert made["AuthorizerId"] == "ApiTokens"
        assert made["AuthorizationScopes"] == [route.scope]
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
    assert called == ["ActionsLive", "GoalsLive", "HouseholdsLive", "NotificationsLive"]
    for permission in permissions:
        assert permission["Principal"] == "apigateway.amazonaws.com"
        assert ":Api/" in permission["SourceArn"]


def test_the_user_pool_offers_the_scopes_of_the_contract(template: Template) -> None:
    server = template.only("Cognito::UserPoolResourceServer")
    assert [f"{server['Identifier']}/{scope['ScopeName']}" for scope in server["Scopes"]] == list(SCOPES)


def test_a_backend_gets_a_secret_and_the_customers_app_none(template: Template) -> None:
    clients = template.properties("Cognito::UserPoolClient")
    assert clients["UsersBackend"]["GenerateSecret"] is True
    assert clients["UsersBackend"]["AllowedOAuthFlows"] == ["client_credentials"]
    assert clients["UsersCustomersApp"]["GenerateSecret"] is False
    assert clients["UsersCustomersApp"]["AllowedOAuthFlows"] == ["code"]


def test_the_customers_app_gets_a_savers_scopes_and_the_backend_every_one(template: Template) -> None:
    """Nobody who signs in states or moves a balance."""
    clients = template.properties("Cognito::UserPoolClient")
    given = {name: [_scope(one) for one in client["AllowedOAuthScopes"]] for name, client in clients.items()}
    assert given["UsersCustomersApp"] == ["openid", *SAVER_SCOPES]
    assert LEDGER_WRITE not in SAVER_SCOPES
    assert given["UsersBackend"] == list(SCOPES)


def test_tokens_of_the_two_clients_are_accepted_and_share_a_tenant(template: Template) -> None:
    accepted = template.only("ApiGatewayV2::Authorizer")["JwtConfiguration"]
    assert accepted == {
        "Audience": ["UsersBackend", "UsersCustomersApp"],
        "Issuer": "https://cognito-idp.AWS::Region.AWS::URLSuffix/Users",
    }
    for service in ("goals", "actions", "households", "notifications"):
        assert _tenants(template, service) == {"UsersBackend": "bank", "UsersCustomersApp": "bank"}


def test_further_clients_of_the_pool_are_accepted_for_the_tenant_that_the_settings_name(full: Template) -> None:
    assert full.only("ApiGatewayV2::Authorizer")["JwtConfiguration"]["Audience"][-1] == "adviser"
    assert _tenants(full, "goals")["adviser"] == "adviser-firm"


def test_an_issuer_that_exists_takes_the_place_of_the_user_pool(synthesize: Synthesize) -> None:
    template = synthesize(oidc_issuer=ISSUER, audience=["backend"], tenants={"backend": "bank"})
    assert template.only("ApiGatewayV2::Authorizer")["JwtConfiguration"] == {"Audience": ["backend"], "Issuer": ISSUER}
    assert template.resources("Cognito::UserPool") == {}
    assert _tenants(template, "goals") == {"backend": "bank"}


def test_pages_of_other_origins_may_call_only_where_the_settings_name_them(
    template: Template, synthesize: Synthesize
) -> None:
    assert "CorsConfiguration" not in template.only("ApiGatewayV2::Api")
    made = synthesize(cors_origins=["https://app.bank.example"]).only("ApiGatewayV2::Api")["CorsConfiguration"]
    assert made == {
        "AllowOrigins": ["https://app.bank.example"],
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


def _scope(given: str) -> str:
    """A scope as tokens have it: the template refers to the resource server, whose identifier is `savings`."""
    server, slash, name = given.partition("/")
    return f"savings/{name}" if slash and server.startswith("Users") else given


def _tenants(template: Template, service: str) -> dict[str, str]:
    tenants: dict[str, str] = json.loads(template.functions()[service]["Environment"]["Variables"]["TENANTS"])
    return tenants
