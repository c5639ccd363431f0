"""What savers hear: the way from the bus to the notifier, and the e-mail that it sends by SES."""

from dataclasses import dataclass

from aws_cdk import Aws, CfnOutput
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_ses as ses
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from contract.wiring import NEWS, came_back
from infra.components.events import pattern
from infra.components.function import ServiceFunction
from infra.components.grants import SEND_MAIL, allow
from infra.settings import Settings


@dataclass(frozen=True)
class Mail:
    """Where e-mail comes from: the address, its domain's identity and the set that reports what comes back."""

    sender: str
    identity_arn: str
    configuration_set: str
    configuration_set_arn: str


def make_mail_identity(scope: Construct, settings: Settings) -> None:
    """Add the sender's domain to SES, which signs its letters; the outputs are the DNS records that show it is ours.

    Nothing is added where nothing is sent, or where the settings name an identity.
    """
    if settings.mail_from is None or settings.mail_identity:
        return
    identity = ses.CfnEmailIdentity(scope, "MailDomain", email_identity=_domain(settings.mail_from))
    records = {
        identity.attr_dkim_dns_token_name1: identity.attr_dkim_dns_token_value1,
        identity.attr_dkim_dns_token_name2: identity.attr_dkim_dns_token_value2,
        identity.attr_dkim_dns_token_name3: identity.attr_dkim_dns_token_value3,
    }
    for number, (name, value) in enumerate(records.items(), 1):
        CfnOutput(scope, f"MailRecord{number}", value=f"{name} CNAME {value}")


def make_mail(scope: Construct, settings: Settings) -> Mail | None:
    """Add the report of bounces and complaints; None where nothing is sent."""
    if settings.mail_from is None:
        return None
    reported = ses.CfnConfigurationSet(
        scope,
        "MailReports",
        reputation_options=ses.CfnConfigurationSet.ReputationOptionsProperty(reputation_metrics_enabled=True),
        suppression_options=ses.CfnConfigurationSet.SuppressionOptionsProperty(
            suppressed_reasons=["BOUNCE", "COMPLAINT"]
        ),
    )
    ses.CfnConfigurationSetEventDestination(
        scope,
        "MailCameBack",
        configuration_set_name=reported.ref,
        event_destination=ses.CfnConfigurationSetEventDestination.EventDestinationProperty(
            enabled=True,
            matching_event_types=["bounce", "complaint"],
            # SES reports to the default bus of its account and to no other.
            event_bridge_destination=ses.CfnConfigurationSetEventDestination.EventBridgeDestinationProperty(
                event_bus_arn=f"arn:{Aws.PARTITION}:events:{Aws.REGION}:{Aws.ACCOUNT_ID}:event-bus/default"
            ),
        ),
    )
    here = f"arn:{Aws.PARTITION}:ses:{Aws.REGION}:{Aws.ACCOUNT_ID}"
    identity = settings.mail_identity or _domain(settings.mail_from)
    return Mail(
        settings.mail_from, f"{here}:identity/{identity}", reported.ref, f"{here}:configuration-set/{reported.ref}"
    )


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def notify_from(
    bus: events.IEventBus,
    queue: sqs.Queue,
    dead_letters: sqs.IQueue,
    notify: ServiceFunction,
    mail: Mail | None,
    settings: Settings,
) -> events.Rule:
    """Queue what SES reports of our e-mails, and the events that customers hear of, for `notify`; return their rule."""
    target = targets.SqsQueue(queue, dead_letter_queue=dead_letters)
    if mail is not None:
        allow(notify.role, SEND_MAIL, mail.identity_arn, mail.configuration_set_arn)
        # Dead letters take it in by this name.
        back = pattern(came_back(mail.configuration_set))
        events.Rule(notify, "CameBack", rule_name=settings.name, event_pattern=back, targets=[target])
    return events.Rule(notify, "News", event_bus=bus, event_pattern=pattern(NEWS), targets=[target])
