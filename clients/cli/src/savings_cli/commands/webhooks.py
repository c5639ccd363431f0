"""`savings webhooks`: addresses of a tenant's own that hear of its events."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from savings_cli.frame import command, group
from savings_cli.screen import facts, table
from savings_cli.session import Session, members

if TYPE_CHECKING:
    from savings_goals_client.models import Webhook

Id = Annotated[str, typer.Argument(metavar="ID", help="The webhook's id.")]


def add(app: typer.Typer) -> None:
    """Add the commands."""
    webhooks = group(app, "webhooks", "Addresses that hear of events.")
    command(webhooks, "create")(_create)
    command(webhooks, "list")(_list)
    command(webhooks, "rotate")(_rotate)
    command(webhooks, "test")(_test)
    command(webhooks, "enable")(_enable)
    command(webhooks, "deliveries")(_deliveries)
    command(webhooks, "delete")(_delete)


def _create(
    session: Session,
    url: Annotated[str, typer.Argument(help="An https address of a public host.")],
    types: Annotated[
        list[str] | None, typer.Option("--event", help="The name of an event to hear; again for more. Else all.")
    ] = None,
) -> None:
    """Register an address, and show the key that signs, once."""
    made = session.bank.webhooks.create_webhook(members(url=url, types=types or None))
    _with_key(session, made)


def _list(session: Session) -> None:
    """Show the webhooks and how they fare."""
    found = list(session.bank.webhooks.iter_webhooks())
    rows = [[f"{one.id}", one.url, ", ".join(one.types or ["all events"]), _state(one)] for one in found]
    session.show(found, lambda: table(["id", "address", "hears", "state"], rows) if rows else "No webhooks.")


def _rotate(session: Session, webhook_id: Id) -> None:
    """Give a webhook a new key, and show it once; for a day each delivery is signed with both."""
    _with_key(session, session.bank.webhooks.rotate_webhook(webhook_id))


def _with_key(session: Session, webhook: "Webhook") -> None:
    keys = session.bank.webhooks.get_webhook_keys(webhook.id)
    session.show(
        {"webhook": webhook, "keys": keys},
        lambda: [
            facts(
                [
                    ("id", webhook.id),
                    ("address", webhook.url),
                    ("hears", ", ".join(webhook.types or ["all events"])),
                    ("key", keys.current),
                    ("both sign until", keys.previous_until),
                ]
            ),
            "Keep the key where your secrets are: no other command shows it.",
        ],
    )


def _test(session: Session, webhook_id: Id) -> None:
    """Deliver a test event; `deliveries` has what became of it."""
    session.bank.webhooks.test_webhook(webhook_id)
    session.show({"tested": webhook_id}, lambda: f"Sent. `savings webhooks deliveries {webhook_id}` shows how it went.")


def _enable(session: Session, webhook_id: Id) -> None:
    """Deliver again to a webhook that was disabled."""
    session.bank.webhooks.enable_webhook(webhook_id)
    session.show({"enabled": webhook_id}, lambda: "Deliveries go on.")


def _deliveries(
    session: Session,
    webhook_id: Id,
    most: Annotated[int, typer.Option("--last", min=1, max=100, help="How many, the newest first.")] = 20,
) -> None:
    """Show what became of the latest deliveries."""
    found = session.bank.webhooks.list_deliveries(webhook_id, limit=most)
    rows: Sequence[Sequence[str]] = [
        [f"{one.at:%Y-%m-%d %H:%M:%S}", one.event, one.outcome, f"{one.attempts}", one.answer] for one in found
    ]
    columns = ["when", "event", "outcome", "tries", "last answer"]
    session.show(found, lambda: table(columns, rows) if rows else "No deliveries in the last seven days.")


def _delete(session: Session, webhook_id: Id) -> None:
    """Remove a webhook and its keys; what waits for it is not delivered."""
    session.bank.webhooks.delete_webhook(webhook_id)
    session.show({"deleted": webhook_id}, lambda: "Deleted.")


def _state(webhook: "Webhook") -> str:
    if webhook.disabled_because:
        return f"disabled: {webhook.disabled_because}"
    return f"failing since {webhook.failing_since}" if webhook.failing_since else "takes what is delivered"
