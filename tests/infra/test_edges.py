"""Where the product meets the world: its name, its callers' certificates, its letters."""

import pytest
from pydantic import ValidationError

from infra.settings import Settings
from tests.infra.template import CERTIFICATE, DOMAIN, SENDER, Template


def test_without_a_name_of_its_own_the_api_has_the_gateways(template: Template) -> None:
    assert template.only("ApiGatewayV2::Api")["DisableExecuteApiEndpoint"] is False
    assert template.resources("ApiGatewayV2::DomainName") == {}


def test_with_a_name_of_its_own_the_api_has_no_other(full: Template) -> None:
    """A caller could go around the certificates that the name asks for."""
    assert full.only("ApiGatewayV2::Api")["DisableExecuteApiEndpoint"] is True
    mapping = full.only("ApiGatewayV2::ApiMapping")
    assert (mapping["ApiId"], mapping["DomainName"], mapping["Stage"]) == ("Api", DOMAIN["name"], "$default")
    assert full.service.document["Outputs"]["ApiUrl"]["Value"] == f"https://{DOMAIN['name']}"


def test_the_name_stays_with_the_data_so_that_its_dns_record_does_not_change(full: Template) -> None:
    assert "AWS::ApiGatewayV2::DomainName" in {made["Type"] for made in full.data.document["Resources"].values()}
    assert {"DomainTarget", "DomainZone"} <= set(full.data.document["Outputs"])


def test_callers_speak_modern_tls_and_show_a_certificate_where_a_trust_store_is_named(
    full: Template, other: Template
) -> None:
    domain = full.only("ApiGatewayV2::DomainName")
    (configuration,) = domain["DomainNameConfigurations"]
    assert (configuration["SecurityPolicy"], configuration["CertificateArn"]) == ("TLS_1_2", CERTIFICATE)
    assert domain["MutualTlsAuthentication"] == {"TruststoreUri": DOMAIN["truststore"], "TruststoreVersion": "7"}
    assert "MutualTlsAuthentication" not in other.only("ApiGatewayV2::DomainName")


def test_the_records_that_the_senders_domain_needs_are_outputs(full: Template) -> None:
    outputs = full.data.document["Outputs"]
    records = [full.words(outputs[f"MailRecord{number}"]["Value"]) for number in (1, 2, 3)]
    assert records == [
        f"MailDomain.DkimDNSTokenName{number} CNAME MailDomain.DkimDNSTokenValue{number}" for number in (1, 2, 3)
    ]


def test_an_identity_that_exists_is_used_and_none_is_made(other: Template) -> None:
    assert other.resources("SES::EmailIdentity") == {}
    sending = [arn for arn, actions in other.grants("NotifyRole").items() if "ses:SendEmail" in actions]
    assert any(arn.endswith(":identity/bank.example") for arn in sending)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"mail_identity": "bank.example"}, "mail_identity must be the end of mail_from"),
        ({"mail_identity": "other.example", "mail_from": SENDER}, "mail_identity must be the end of mail_from"),
        ({"domain": {"name": "https://bank.example", "certificate_arn": CERTIFICATE}}, "domain.name"),
        ({"domain": {"name": "bank.example", "certificate_arn": "mine"}}, "domain.certificate_arn"),
        ({"domain": {**DOMAIN, "truststore": "callers.pem"}}, "domain.truststore"),
        ({"warm_throughput": {"reads": 100}}, "warm_throughput.reads"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_the_name_of_the_setting(chosen: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Settings.of_stage("sandbox", chosen)
