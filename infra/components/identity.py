"""Who may call: a Cognito user pool with the product's scopes, or an issuer that exists already.

No client is part of a stack: an operator's command makes those of a tenant (operations/tenants.py).
"""

from dataclasses import dataclass
from typing import Final

import aws_cdk as cdk
from aws_cdk import Fn
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from contract.callers import RESOURCE_SERVER, SCOPES
from infra.components.grants import accept
from infra.components.kept import hand_over, taken_over
from infra.settings import Settings

_POOL: Final = "UserPoolId"
_SIGN_IN: Final = "SignInUrl"


@dataclass(frozen=True)
class Identity:
    """Whose tokens are trusted; without an `audience` those of all the issuer's clients, of which the table knows some.

    A list of clients is what the gateway itself can check, and ends at 50 (ADR 0049).
    """

    issuer: str
    audience: tuple[str, ...]


def find_identity(scope: Construct, settings: Settings) -> Identity:
    """Trust the issuer of the settings, or the data stack's user pool."""
    if settings.oidc_issuer:
        return Identity(settings.oidc_issuer, settings.audience)
    stack, pool = cdk.Stack.of(scope), taken_over(scope, settings, _POOL)
    return Identity(f"https://cognito-idp.{stack.region}.{stack.url_suffix}/{pool}", settings.audience)


def make_user_pool(scope: Construct, settings: Settings) -> None:
    """Add a user pool with the product's scopes."""
    pool = _make_pool(scope, settings)
    prefix = _domain_prefix(cdk.Stack.of(scope))
    domain = pool.add_domain("Domain", cognito_domain=cognito.CognitoDomainOptions(domain_prefix=prefix))
    _make_scopes(pool)
    cdk.CfnOutput(scope, "TokenUrl", value=f"{domain.base_url()}/oauth2/token")
    cdk.CfnOutput(scope, _POOL, value=pool.user_pool_id)
    hand_over(scope, settings, _POOL, pool.user_pool_id)
    if settings.console:
        hand_over(scope, settings, _SIGN_IN, domain.base_url())


def find_sign_in(scope: Construct, settings: Settings) -> str:
    """Return the address below which the data stack's user pool has its pages and gives tokens."""
    return taken_over(scope, settings, _SIGN_IN)


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


def _make_scopes(pool: cognito.UserPool) -> None:
    names = [scope.removeprefix(f"{RESOURCE_SERVER}/") for scope in SCOPES]
    scopes = [cognito.ResourceServerScope(scope_name=name, scope_description=name.replace(".", ": ")) for name in names]
    pool.add_resource_server("Scopes", identifier=RESOURCE_SERVER, scopes=scopes)


def _domain_prefix(stack: cdk.Stack) -> str:
    # A prefix is unique among all of a region's pools; the stack's own unique number keeps it from being taken.
    number = Fn.select(0, Fn.split("-", Fn.select(2, Fn.split("/", stack.stack_id))))
    return Fn.join("-", ["savings-goals", number])
