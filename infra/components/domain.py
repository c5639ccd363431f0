"""The API under a name of the bank's own."""

from aws_cdk import CfnOutput
from aws_cdk import aws_apigatewayv2 as http
from constructs import Construct

from infra.settings import Domain, Settings


def make_domain(scope: Construct, domain: Domain) -> None:
    """Add the name; the outputs are what its DNS record, an alias, leads to.

    Callers speak TLS 1.2 or 1.3: the names of HTTP APIs have no stricter policy. With a trust store they show a
    certificate of their own.
    """
    trusted = http.CfnDomainName.MutualTlsAuthenticationProperty(
        truststore_uri=domain.truststore, truststore_version=domain.truststore_version
    )
    made = http.CfnDomainName(
        scope,
        "DomainName",
        domain_name=domain.name,
        domain_name_configurations=[
            http.CfnDomainName.DomainNameConfigurationProperty(
                certificate_arn=domain.certificate_arn, endpoint_type="REGIONAL", security_policy="TLS_1_2"
            )
        ],
        mutual_tls_authentication=trusted if domain.truststore else None,
    )
    CfnOutput(scope, "DomainTarget", value=made.attr_regional_domain_name)
    CfnOutput(scope, "DomainZone", value=made.attr_regional_hosted_zone_id)


def serve_at_domain(scope: Construct, api: http.HttpApi, stage: http.CfnStage, settings: Settings) -> None:
    """Lead the name to the API, and say where callers find it."""
    CfnOutput(scope, "ApiUrl", value=address_of(api, settings))
    if settings.domain is None:
        return
    mapping = http.CfnApiMapping(
        scope, "ApiMapping", api_id=api.api_id, domain_name=settings.domain.name, stage=stage.stage_name
    )
    mapping.add_resource_dependency(stage)


def address_of(api: http.HttpApi, settings: Settings) -> str:
    """Return the address at which callers find the API."""
    return f"https://{settings.domain.name}" if settings.domain else api.api_endpoint
