"""The way to savers and to partners: who may send what, and what happens to what does not arrive."""

from pathlib import Path

import pydantic
import pytest

from infra.settings import SCHEMAS, Settings
from local.bus import matcher
from savings.domain.notification import NOTIFIABLE
from tests.infra.template import ENDINGS, PARTNER_BUS, SENDER, Template

BUS = {"arn": PARTNER_BUS, "tenants": ["bank"]}
CLAIMS = {
    "dynamodb:BatchGetItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
}


def test_exactly_what_customers_hear_of_reaches_the_notifier(template: Template) -> None:
    rule = template.properties("Events::Rule")["NotifyNews"]
    assert rule["EventPattern"] == {"source": ["savings.goals"], "detail-type": list(NOTIFIABLE)}
    (target,) = rule["Targets"]
    assert (target["Arn"], target["DeadLetterConfig"]) == ("NotifyQueue.Arn", {"Arn": "NotifyDeadLetters.Arn"})


def test_an_event_that_nobody_can_be_notified_of_is_kept(template: Template) -> None:
    queue = template.properties("SQS::Queue")["NotifyQueue"]
    assert queue["RedrivePolicy"] == {"deadLetterTargetArn": "NotifyDeadLetters.Arn", "maxReceiveCount": 5}
    assert queue["VisibilityTimeout"] == 6 * template.functions()["notify"]["Timeout"]
    mapping = template.properties("Lambda::EventSourceMapping")["NotifyEvents"]
    assert (mapping["EventSourceArn"], mapping["FunctionName"]) == ("NotifyQueue.Arn", "NotifyLive")
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert {"AlarmsNotifyDeadLetters", "AlarmsNotifyingStuck"} <= set(template.properties("CloudWatch::Alarm"))


def test_without_a_sender_nobody_may_send_mail(template: Template) -> None:
    grants = template.grants("NotifyRole")
    assert grants["Table.Arn"] == CLAIMS
    assert not any("ses:SendEmail" in actions for actions in grants.values())
    assert template.resources("SES::EmailIdentity") == {}
    assert "MAIL_FROM" not in template.functions()["notify"]["Environment"]["Variables"]


def test_with_a_sender_the_notifier_alone_may_send_in_its_name(full: Template) -> None:
    assert full.only("SES::EmailIdentity")["EmailIdentity"] == "bank.example"
    sending = sorted(arn for arn, actions in full.grants("NotifyRole").items() if "ses:SendEmail" in actions)
    assert len(sending) == 2
    assert sending[0].endswith(":configuration-set/MailReports")
    assert sending[1].endswith(":identity/bank.example")
    variables = full.functions()["notify"]["Environment"]["Variables"]
    assert (variables["MAIL_FROM"], variables["MAIL_CONFIGURATION_SET"]) == (SENDER, "MailReports")


def test_bounces_and_complaints_of_our_own_mail_come_back(full: Template) -> None:
    destination = full.only("SES::ConfigurationSetEventDestination")["EventDestination"]
    assert destination["MatchingEventTypes"] == ["bounce", "complaint"]
    assert destination["EventBridgeDestination"]["EventBusArn"].endswith(":event-bus/default")
    rule = full.properties("Events::Rule")["NotifyCameBack"]
    assert "EventBusName" not in rule
    assert rule["EventPattern"] == {
        "source": ["aws.ses"],
        "detail-type": ["Email Bounced", "Email Complaint Received"],
        "detail": {"mail": {"tags": {"ses:configuration-set": ["MailReports"]}}},
    }
    assert rule["Targets"][0]["Arn"] == "NotifyQueue.Arn"


def test_every_event_reaches_the_deliverer_or_is_kept(template: Template) -> None:
    rule = template.properties("Events::Rule")["DeliverEvents"]
    assert rule["EventPattern"] == {"source": ["savings.goals"]}
    (target,) = rule["Targets"]
    assert (target["Arn"], target["DeadLetterConfig"]) == ("DeliverQueue.Arn", {"Arn": "DeliverDeadLetters.Arn"})
    queue = template.properties("SQS::Queue")["DeliverQueue"]
    assert queue["RedrivePolicy"] == {"deadLetterTargetArn": "DeliverDeadLetters.Arn", "maxReceiveCount": 5}
    mapping = template.properties("Lambda::EventSourceMapping")["DeliverMessages"]
    assert (mapping["BatchSize"], mapping["FunctionName"]) == (10, "DeliverLive")
    changes = template.resources("Lambda::EventSourceMapping")["PublishChanges"]["DependsOn"]
    assert any("DeliverEvents" in one for one in changes), "nothing is published before it is there"


@pytest.mark.parametrize("schema", sorted(SCHEMAS.glob("*.json")), ids=lambda file: file.name)
def test_a_partner_hears_no_event_of_another_tenant(full: Template, schema: Path) -> None:
    """Each event is planted for a tenant that is nobody's, and for each partner's own."""
    name = schema.name.partition(".v")[0]
    rules = full.properties("Events::Rule")
    heard = {rule: matcher(rules[rule]["EventPattern"]) for rule in ("ToBank", "ToAdviser")}

    def hear(tenant: str) -> set[str]:
        event = {"source": "savings.goals", "detail-type": name, "detail": {"tenantid": tenant, "subject": "bank"}}
        return {rule for rule, matches in heard.items() if matches(event)}

    ended = {"ToAdviser"} if name in ENDINGS else set()
    assert hear("stranger") == set()
    assert hear("bank") == {"ToBank"} | ended
    assert hear("adviser-firm") == ended


@pytest.mark.parametrize(
    "wrong",
    [
        {"partner_buses": {"Adviser": {**BUS, "tenants": []}}},
        {"partner_buses": {"Adviser": {**BUS, "events": ["goal.complete"]}}},
        {"partner_buses": {"Adviser": {**BUS, "tenants": [f"{number:0100}" for number in range(20)]}}},
        {"partner_buses": {"Bank": {"arn": PARTNER_BUS}}},
        {"partner_buses": {"Bank": {"arn": "the bus itself", "tenants": ["bank"]}}},
        {"mail_from": "bank.example"},
    ],
)
def test_a_setting_that_cannot_work_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(pydantic.ValidationError):
        Settings.model_validate(wrong)
