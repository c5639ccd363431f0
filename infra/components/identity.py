"""Who may call: a Cognito user pool with the product's scopes and two app clients, or an issuer that exists already."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import aws_cdk as cdk
from aws_cdk import Duration, Fn
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from contract.callers import SAVER_SCOPES, SCOPES
from infra.components.grants import accept
from infra.components.kept import hand_over, taken_over
from infra.settings import Settings

RESOURCE_SERVER = "savings"
TENANT = "bank"
_POOL: Final = "UserPoolId"
_CLIENTS: Final = ("BackendClientId", "CustomersAppClientId")


@dataclass(frozen=True)
class Identity:
    """What the authorizer has to know, and `tenants`: the tenant of each client as JSON text."""

    issuer: str
    audience: tuple[str, ...]
    tenants: str


def find_identity(scope: Construct, settings: Settings) -> Identity:
    """Trust the issuer of the settings, or the data stack's user pool."""
    if settings.oidc_issuer:
        return Identity(settings.oidc_issuer, settings.audience, json.dumps(settings.tenants))
    stack = cdk.Stack.of(scope)
    pool, *clients = (taken_over(scope, settings, name) for name in (_POOL, *_CLIENTS))
    return Identity(
        f"https://cognito-idp.{stack.region}.{stack.url_suffix}/{pool}",
        (*clients, *settings.audience),
        _tenants(clients, settings),
    )


def make_user_pool(scope: Construct, settings: Settings) -> None:
    """Add a user pool whose backend and customers' app share the tenant `bank`."""
    stack = cdk.Stack.of(scope)
    pool = _make_pool(scope, settings)
    domain = pool.add_domain("Domain", cognito_domain=cognito.CognitoDomainOptions(domain_prefix=_domain_prefix(stack)))
    server, scopes = _make_scopes(pool)
    backend = pool.add_client(
        "Backend",
        generate_secret=True,
        auth_flows=cognito.AuthFlow(),
        o_auth=cognito.OAuthSettings(flows=cognito.OAuthFlows(client_credentials=True), scopes=list(scopes.values())),
        access_token_validity=Duration.hours(1),
        enable_token_revocation=True,
    )
    app = pool.add_client(
        "CustomersApp",
        generate_secret=False,
        auth_flows=cognito.AuthFlow(user_srp=True),
        o_auth=cognito.OAuthSettings(
            flows=cognito.OAuthFlows(authorization_code_grant=True),
            scopes=[cognito.OAuthScope.OPENID, *(scopes[name] for name in SAVER_SCOPES)],
            callback_urls=list(settings.callback_urls),
        ),
        access_token_validity=Duration.hours(1),
        refresh_token_validity=Duration.days(30),
        prevent_user_existence_errors=True,
        enable_token_revocation=True,
    )
    for client in (backend, app):
        client.node.add_dependency(server)
    cdk.CfnOutput(scope, "TokenUrl", value=f"{domain.base_url()}/oauth2/token")
    ids = (pool.user_pool_id, backend.user_pool_client_id, app.user_pool_client_id)
    for name, value in zip((_POOL, *_CLIENTS), ids, strict=True):
        cdk.CfnOutput(scope, name, value=value)
        hand_over(scope, settings, name, value)


def _make_pool(scope: Construct, settings: Settings) -> cognito.UserPool:
    pool = cognito.UserPool(
        scope,
        "Users",
        sign_in_aliases=cognito.SignInAliases(email=True),
        self_sign_up_enabled=False,
        account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
        mfa=cognito.Mfa.REQUIRED,
        mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
        password_policy=cognito.PasswordPolicy(
            min_length=12, require_lowercase=True, require_uppercase=True, require_digits=True, require_symbols=True
        ),
        feature_plan=cognito.FeaturePlan.ESSENTIALS,
        deletion_protection=settings.keeps_data,
    )
    accept(
        pool,
        "COG8",
        "Threat protection is priced per user; a bank with its own identity provider names that as `oidc_issuer`.",
    )
    return pool


def _make_scopes(pool: cognito.UserPool) -> tuple[cognito.UserPoolResourceServer, dict[str, cognito.OAuthScope]]:
    names = {scope: scope.removeprefix(f"{RESOURCE_SERVER}/") for scope in SCOPES}
    scopes = {
        scope: cognito.ResourceServerScope(scope_name=name, scope_description=name.replace(".", ": "))
        for scope, name in names.items()
    }
    server = pool.add_resource_server("Scopes", identifier=RESOURCE_SERVER, scopes=list(scopes.values()))
    return server, {name: cognito.OAuthScope.resource_server(server, scope) for name, scope in scopes.items()}


def _domain_prefix(stack: cdk.Stack) -> str:
    # A prefix is unique among all of a region's pools; the stack's own unique number keeps it from being taken.
    number = Fn.select(0, Fn.split("-", Fn.select(2, Fn.split("/", stack.stack_id))))
    return Fn.join("-", ["savings-goals", number])


def _tenants(clients: Sequence[str], settings: Settings) -> str:
    # The clients' ids exist only after deployment, and a JSON object's key cannot be a reference: the text is joined.
    own = ",".join(f'"{client}":"{TENANT}"' for client in clients)
    named = json.dumps(settings.tenants, separators=(",", ":")).removeprefix("{").removesuffix("}")
    return "{" + ",".join(part for part in (own, named) if part) + "}"
