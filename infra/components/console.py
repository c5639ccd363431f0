"""The console behind the API's own address."""

from typing import Final

from aws_cdk import CfnOutput
from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_apigatewayv2_integrations as integrations
from constructs import Construct

from contract.wiring import CONSOLE_ROUTES
from infra.components.domain import address_of
from infra.components.function import ServiceFunction
from infra.components.grants import accept
from infra.settings import Settings

_OPEN: Final = "Whoever signs in has no token before the page is there; it has nobody's data."


def serve_console(scope: Construct, api: http.HttpApi, function: ServiceFunction, settings: Settings) -> None:
    """Add the console's routes, which anybody may call, and say where people find it."""
    integration = integrations.HttpLambdaIntegration("Console", function.alias, scope_permission_to_route=False)
    for route in CONSOLE_ROUTES:
        method, _, path = route.partition(" ")
        (added,) = api.add_routes(
            path=path,
            methods=[http.HttpMethod[method]],
            integration=integration,
            authorizer=http.HttpNoneAuthorizer(),
        )
        accept(added, "APIG4", _OPEN)
    CfnOutput(scope, "ConsoleUrl", value=f"{address_of(api, settings)}/console")
