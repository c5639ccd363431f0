"""E-mail by SES: each letter is handed over at most once, and what came of it is one of four outcomes."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError

_THROTTLES: Final = frozenset(
    {"LimitExceededException", "RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequestsException"}
)
_SERVER_FAULT: Final = 500


class Outcome(Enum):
    """What came of handing a letter over."""

    SENT = auto()
    REFUSED = auto()
    """SES will not take this letter."""
    POSTPONED = auto()
    """SES took nothing, for now: the same letter may be handed over again."""
    UNKNOWN = auto()
    """Nobody knows whether it was sent."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail to one person; `tags` come back with a bounce or a complaint."""

    to: str
    subject: str
    text: str
    html: str
    tags: tuple[tuple[str, str], ...]


def send(client: Any, sender: str, configuration_set: str, letter: Letter) -> tuple[Outcome, str]:
    """Hand a letter over once, and return what came of it with SES's own word for it; never the address."""
    options = {"ConfigurationSetName": configuration_set} if configuration_set else {}
    try:
        answer = client.send_email(
            FromEmailAddress=sender,
            Destination={"ToAddresses": [letter.to]},
            Content={
                "Simple": {
                    "Subject": {"Data": letter.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": letter.text, "Charset": "UTF-8"},
                        "Html": {"Data": letter.html, "Charset": "UTF-8"},
                    },
                }
            },
            EmailTags=[{"Name": name, "Value": value} for name, value in letter.tags],
            **options,
        )
    except ClientError as failure:
        code = failure.response["Error"]["Code"]
        status = failure.response["ResponseMetadata"]["HTTPStatusCode"]
        if code in _THROTTLES:
            return Outcome.POSTPONED, code
        return (Outcome.UNKNOWN if status >= _SERVER_FAULT else Outcome.REFUSED), code
    except (ConnectTimeoutError, EndpointConnectionError) as failure:
        return Outcome.POSTPONED, type(failure).__name__
    except BotoCoreError as failure:
        return Outcome.UNKNOWN, type(failure).__name__
    return Outcome.SENT, answer["MessageId"]
