"""The AsyncAPI 3 document of the events: one channel, one message for each, made from their schemas and examples."""

from typing import Any, Final

import yaml

from savings.domain.events import Event
from tests.contract.event_examples import examples
from tests.contract.event_schemas import file_of, sentences
from tests.contract.served_code import ROOT

FILE: Final = ROOT / "docs" / "events" / "asyncapi.yaml"
_FORMAT: Final = "application/schema+json;version=draft-04"


def document() -> dict[str, Any]:
    """Return the document; a payload is the CloudEvent that EventBridge hands over in `detail`."""
    said, when = examples(), sentences()
    messages = {name: _message(event, when[name]) for name, event in said.items()}
    on_the_bus = {name: {"$ref": f"#/components/messages/{name}"} for name in said}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Savings goals: events",
            "version": "1.0.0",
            "description": (
                "What partners hear of goals, households, accounts, contributions and transactions. "
                "Delivery is at least once, with one id per change; `sequence` orders each subject's events."
            ),
        },
        "defaultContentType": "application/json",
        "channels": {
            "bus": {
                "address": "savings.goals",
                "title": "The EventBridge bus of a stack",
                "description": "The address is every event's `source`; rules match `detail-type`, the message's name.",
                "messages": on_the_bus,
            }
        },
        "operations": {
            "publish": {
                "action": "send",
                "summary": "Publish every committed change",
                "channel": {"$ref": "#/channels/bus"},
                "messages": [{"$ref": f"#/channels/bus/messages/{name}"} for name in said],
            }
        },
        "components": {"messages": messages},
    }


def text() -> str:
    """Return the document's file."""
    made: str = yaml.safe_dump(document(), sort_keys=False, allow_unicode=True, width=120)
    return made


def _message(event: Event, when: str) -> dict[str, Any]:
    return {
        "name": event.name,
        "contentType": "application/cloudevents+json",
        "summary": when,
        "payload": {
            "schemaFormat": _FORMAT,
            "schema": {"$ref": f"./schemas/{file_of(event.name).name}"},
        },
        "examples": [{"payload": event.envelope()}],
    }
