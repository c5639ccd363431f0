"""The way to savers and to partners: who may send what, and what happens to what does not arrive."""

import json

import pydantic
import pytest

from infra.settings import Settings
from savings.domain.notification import NOTIFIABLE
from tests.infra.template import Synthesize, Template

SENDER = "savings@bank.example"
SECRET = "arn:aws:secretsmanager:eu-west-1:::secret:partner-AbCdEf".replace(":::", ":111122223333:")
ENDPOINT = {"url": "https://partner.example/events", "secret_arn": SECRET, "header": "x-partner-key", "rate": 5}
CLAIMS = {
    "dynamodb:BatchGetItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
}


@pytest.fixture(scope="module")
def mailing(synthesize: Synthesize) -> Template:
    return synthesize(mail_from=SENDER)


@pytest.fixture(scope="module")
def calling(synthesize: Synthesize) -> Template:
    return synthesize(partner_endpoints={"Adviser": ENDPOINT})


def test_exactly_what_customers_hear_of_reaches_the_notifier(template: Template) -> None:
    rule = template.only("Events::Rule")
    assert rule["EventPattern"] == {"source": ["savings.goals"], "detail-type": list(NOTIFIABLE)}
    (target,) = rule["Targets"]
    assert (target["Arn"], target["DeadLetterConfig"]) == ("NotifyQueue.Arn", {"Arn": "NotifyDeadLetters.Arn"})


def test_an_event_that_nobody_can_be_told_of_is_kept(template: Template) -> None:
    queue = template.properties("SQS::Queue")["NotifyQueue"]
    assert queue["RedrivePolicy"] == {"deadLetterTargetArn": "NotifyDeadLetters.Arn", "maxReceiveCount": 5}
    assert queue["VisibilityTimeout"] == 6 * template.functions()["notify"]["Timeout"]
    mapping = template.properties("Lambda::EventSourceMapping")["NotifyEvents"]
    assert (mapping["EventSourceArn"], mapping["FunctionName"]) == ("NotifyQueue.Arn", "NotifyFunction.Arn")
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert {"AlarmsNotifyDeadLetters", "AlarmsNotifyingStuck"} <= set(template.properties("CloudWatch::Alarm"))


def test_without_a_sender_nobody_may_send_mail(template: Template) -> None:
    grants = template.grants("NotifyRole")
    assert grants["Table.Arn"] == CLAIMS
    assert not any("ses:SendEmail" in actions for actions in grants.values())
    assert template.resources("SES::EmailIdentity") == {}
    assert "MAIL_FROM" not in template.functions()["notify"]["Environment"]["Variables"]


def test_with_a_sender_the_notifier_alone_may_send_in_its_name(mailing: Template) -> None:
    assert mailing.only("SES::EmailIdentity")["EmailIdentity"] == "bank.example"
    sending = sorted(arn for arn, actions in mailing.grants("NotifyRole").items() if "ses:SendEmail" in actions)
    assert len(sending) == 2
    assert sending[0].endswith(":configuration-set/MailReports")
    assert sending[1].endswith(":identity/bank.example")
    variables = mailing.functions()["notify"]["Environment"]["Variables"]
    assert (variables["MAIL_FROM"], variables["MAIL_CONFIGURATION_SET"]) == (SENDER, "MailReports")


def test_bounces_and_complaints_of_our_own_mail_come_back(mailing: Template) -> None:
    destination = mailing.only("SES::ConfigurationSetEventDestination")["EventDestination"]
    assert destination["MatchingEventTypes"] == ["bounce", "complaint"]
    assert destination["EventBridgeDestination"]["EventBusArn"].endswith(":event-bus/default")
    rule = mailing.properties("Events::Rule")["NotifyCameBack"]
    assert "EventBusName" not in rule
    assert rule["EventPattern"] == {
        "source": ["aws.ses"],
        "detail-type": ["Email Bounced", "Email Complaint Received"],
        "detail": {"mail": {"tags": {"ses:configuration-set": ["MailReports"]}}},
    }
    assert rule["Targets"][0]["Arn"] == "NotifyQueue.Arn"


def test_a_partner_is_called_with_the_cloud_event_and_what_it_does_not_take_is_kept(calling: Template) -> None:
    rule = calling.properties("Events::Rule")["CallAdviser"]
    assert rule["EventPattern"] == {"source": ["savings.goals"]}
    (target,) = rule["Targets"]
    assert target["InputPath"] == "$.detail"
    assert target["DeadLetterConfig"] == {"Arn": "PartnerDeadLetters.Arn"}
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 86_400, "MaximumRetryAttempts": 185}
    destination = calling.only("Events::ApiDestination")
    assert destination["InvocationEndpoint"] == ENDPOINT["url"]
    assert (destination["HttpMethod"], destination["InvocationRateLimitPerSecond"]) == ("POST", 5)


def test_a_partners_key_is_looked_up_and_never_in_the_template(calling: Template) -> None:
    parameters = calling.only("Events::Connection")["AuthParameters"]["ApiKeyAuthParameters"]
    assert parameters["ApiKeyName"] == "x-partner-key"
    assert json.dumps(parameters["ApiKeyValue"]).count("{{resolve:secretsmanager:") == 1


def test_calls_to_a_partner_may_call_that_partner_only(calling: Template) -> None:
    roles = [name for name in calling.resources("IAM::Role") if "EventsRole" in name]
    assert len(roles) == 1
    ((resource, actions),) = calling.grants(roles[0]).items()
    assert actions == {"events:InvokeApiDestination"}
    assert "DestinationAdviser" in resource


@pytest.mark.parametrize(
    "wrong",
    [
        {"partner_endpoints": {"Adviser": {**ENDPOINT, "url": "http://partner.example"}}},
        {"partner_endpoints": {"Adviser": {**ENDPOINT, "secret_arn": "the key itself"}}},
        {"partner_endpoints": {"Adviser": {**ENDPOINT, "rate": 0}}},
        {"mail_from": "bank.example"},
    ],
)
def test_a_setting_that_cannot_work_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(pydantic.ValidationError):
        Settings.from_context(wrong)
