"""What each operation is for, what it moves, and the events that can follow at once: one row an operation.

Time brings events of its own later, such as `goal.period.closed`; docs/events.md has them all.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Purpose(NamedTuple):
    """A sentence or two, and the names of the events that can follow at once."""

    text: str
    events: tuple[str, ...] = ()


_STARTED: Final = ("goal.created", "goal.period.opened", "goal.achieved", "goal.milestone.reached")
_REACHED: Final = ("goal.achieved", "goal.milestone.reached")
_RESTATED: Final = ("goal.period.restated", *_REACHED)
_RESIDUAL: Final = ("account.residual.changed",)
_BALANCE: Final = ("account.balance.changed", *_RESIDUAL, "goal.updated", *_RESTATED)
_MOVED: Final = ("transaction.settled", *_BALANCE, "action.created")

OPERATIONS: Final[Mapping[str, Purpose]] = {
    "create_goal": Purpose(
        "Plan a goal on an account: any two of amount, amount a period and end date give the third. All its periods "
        "are there at once. No money moves: the goal counts what the account does from now on.",
        (*_STARTED, "goal.period.closed"),
    ),
    "list_goals": Purpose(
        "Every goal of the customer, savings goals among them, also those that have ended. The list may lag a moment "
        "behind the last write."
    ),
    "preview_goal": Purpose(
        "Check a plan before it is made, with the body of either creation: whether it reaches its target, its periods, "
        "and, where it does not, what would. Nothing is written."
    ),
    "get_goal": Purpose("One goal as it stands now, with the period that today is in."),
    "update_goal": Purpose(
        "Change what the saver calls it: name, description, picture and metadata. What is left out stays; the plan "
        "cannot be changed here.",
        ("goal.updated",),
    ),
    "cancel_goal": Purpose(
        "Give a goal up. Money that a savings goal has earmarked goes back to the account's residual; the goal stays "
        "in the list. A repetition changes nothing.",
        ("goal.cancelled", *_RESIDUAL),
    ),
    "list_periods": Purpose("The periods of a goal, past and future, each with its target and what was saved in it."),
    "get_period": Purpose("One period, by the id that the list has."),
    "preview_change": Purpose(
        "Try a change on a goal as it stands: another target, date or, for a savings goal, "
        "amount each period, periods that are skipped, an amount put in once. "
        "Nothing is written."
    ),
    "check_goal": Purpose(
        "Compute the figures of a goal and its account anew from their entries and compare them with what is stored. "
        "For audits and support: it reads every entry, a page at a time."
    ),
    "goals_v1_savings_post": Purpose(
        "Plan a savings goal on an account: two of target, monthly amount and date give the third, and three are "
        "checked. No money moves until an action or a transaction puts some in.",
        _STARTED,
    ),
    "goals_v1_savings_get": Purpose(
        "The customer's savings goals with what is saved in each. Those that were deleted are not among them."
    ),
    "goals_v1_savings_delete_all": Purpose(
        "Delete every savings goal of the customer. What they had earmarked goes back to the residual of each account.",
        ("goal.cancelled", "goal.updated", *_RESIDUAL),
    ),
    "goals_v1_savings_goal_get": Purpose("One savings goal with what is saved in it."),
    "goals_v1_savings_patch": Purpose(
        "Rename a savings goal, or plan it anew from what is saved: send at least two of target, monthly amount and "
        "date. Closed periods stay as they are.",
        ("goal.updated", *_REACHED),
    ),
    "goals_v1_savings_delete": Purpose(
        "Delete a savings goal. What it had earmarked goes back to the account's residual.",
        ("goal.cancelled", "goal.updated", *_RESIDUAL),
    ),
    "goals_v1_savings_actions_post": Purpose(
        "Record that the saver put money into the goal or took some out. It earmarks money that is on the account "
        "already: a credit needs that much residual, a debit that much in the goal. The balance does not move.",
        ("action.created", *_RESTATED, *_RESIDUAL),
    ),
    "goals_v1_savings_actions_get": Purpose("What was put into a savings goal and taken out of it."),
    "goals_v1_savings_action_get": Purpose("One action of a savings goal."),
    "goals_v1_savings_actions_patch": Purpose(
        "Correct an action's amount or direction. The goal and the residual move by the difference; a closed period is "
        "restated.",
        ("action.updated", *_RESTATED, *_RESIDUAL),
    ),
    "goals_v1_savings_actions_delete": Purpose(
        "Take an action back. The goal and the residual move by its amount; a closed period is restated.",
        ("action.deleted", *_RESTATED, *_RESIDUAL),
    ),
    "create_household": Purpose(
        "Set up a household with its people, time zone and currency: the first call for a new customer. It starts with "
        "one default account of nothing. It takes a client app's token.",
        ("household.created", "account.opened"),
    ),
    "list_households": Purpose(
        "The households of the tenant; with a customer's token or `X-Customer-Id`, that person's own."
    ),
    "get_household": Purpose("One household with its people."),
    "replace_household": Purpose(
        "Set the household's label, time zone, currency, locale, finalising days and access anew. Zone and days count "
        "for goals that are created later. People have operations of their own.",
        ("household.updated",),
    ),
    "create_client": Purpose(
        "Add a person to the household. A person is in one household for life. It takes a client app's token.",
        ("household.updated",),
    ),
    "list_clients": Purpose("The people of the household."),
    "get_client": Purpose("One person of the household."),
    "replace_client": Purpose("Set a person's names, birth date and e-mail address anew.", ("household.updated",)),
    "delete_client": Purpose(
        "Take a person out of the household. One who owns an account or has open goals there cannot be taken out.",
        ("household.updated",),
    ),
    "create_dependant": Purpose("Add somebody who depends on a client of the household.", ("household.updated",)),
    "list_dependants": Purpose("The dependants of the household."),
    "get_dependant": Purpose("One dependant."),
    "replace_dependant": Purpose("Set a dependant's names, birth date and client anew.", ("household.updated",)),
    "delete_dependant": Purpose("Take a dependant out, unless a saving names them.", ("household.updated",)),
    "create_life_event": Purpose(
        "Add an event of the household's future, such as retirement: on a date, at an age, or some time before or "
        "after another. Contributions can start and end with it.",
        ("household.updated",),
    ),
    "list_life_events": Purpose("The household's life events."),
    "get_life_event": Purpose("One life event."),
    "replace_life_event": Purpose(
        "Set a life event anew. Contributions that depend on it follow.", ("household.updated", "contribution.updated")
    ),
    "delete_life_event": Purpose("Remove a life event that nothing depends on.", ("household.updated",)),
    "create_saving": Purpose(
        "Open an account of the household with its balance. A balance that is not 0 takes the scope "
        "`savings/ledger.write`.",
        ("account.opened",),
    ),
    "list_savings": Purpose("The household's savings with their balances."),
    "get_saving": Purpose("One saving with its balance."),
    "replace_saving": Purpose(
        "Set a saving anew. Another `Value` moves the balance, the residual and the goals that follow the balance, and "
        "takes the scope `savings/ledger.write`.",
        ("account.updated", *_BALANCE),
    ),
    "delete_saving": Purpose(
        "Close an account that no goal is open on; its contributions go with it. A balance takes the scope "
        "`savings/ledger.write`.",
        ("account.closed", "contribution.deleted"),
    ),
    "create_contribution": Purpose(
        "Plan a payment into a saving, once or again and again. It moves no money: each time it is due, "
        "`contribution.due` says so.",
        ("contribution.created",),
    ),
    "list_contributions": Purpose("The contributions to a saving."),
    "get_contribution": Purpose("One contribution."),
    "replace_contribution": Purpose("Plan a contribution anew, from now on.", ("contribution.updated",)),
    "delete_contribution": Purpose("Remove a contribution; what was due stays so.", ("contribution.deleted",)),
    "project_saving": Purpose("What the household's contributions make of a saving by a date, payment by payment."),
    "savings_options": Purpose("The codes that members of a saving can have, with their labels."),
    "pensions_options": Purpose("The codes that savings share with pensions, with their labels."),
    "life_events_options": Purpose("The codes that members of a life event can have, with their labels."),
    "contributions_options": Purpose("The codes that members of a contribution can have, with their labels."),
    "list_notifications": Purpose("The customer's inbox, the newest first."),
    "mark_notification": Purpose("Mark a notification as read, or as unread again."),
    "get_preferences": Purpose("Which events are reported to the customer, where and in which language."),
    "set_preferences": Purpose("Choose anew which events are reported, where and in which language."),
    "create_webhook": Purpose(
        "Have the tenant's events delivered to an address over HTTPS, all of them or those of some names. Each is "
        "signed: the key is at `GET /webhooks/{webhook_id}/keys`. It takes a client app's token, as all operations of "
        "webhooks do; whom that names is of no matter."
    ),
    "list_webhooks": Purpose("The tenant's webhooks, the oldest first. There are ten at most."),
    "get_webhook": Purpose("One webhook, with what it hears and how it fares."),
    "delete_webhook": Purpose("Remove a webhook and its keys. What waits for it is not delivered."),
    "get_webhook_keys": Purpose(
        "The key that signs, and for a day after a rotation the one before. It takes the scope to write: whoever has a "
        "key can sign."
    ),
    "rotate_webhook": Purpose(
        "Give a webhook a new key. For a day each delivery is signed with both, so that the receiver can take the new "
        "one at any time in between; another rotation has to wait until then."
    ),
    "test_webhook": Purpose(
        "Deliver the event `webhook.test` to this webhook alone, whatever it hears: it names the webhook and says "
        "nothing of anybody. The list of deliveries has what became of it."
    ),
    "enable_webhook": Purpose(
        "Deliver again to a webhook that was disabled. What came meanwhile is not delivered by itself."
    ),
    "list_deliveries": Purpose(
        "What became of the deliveries of the last seven days, the newest event first: 100 in one answer where no "
        "limit is given."
    ),
    "report_transaction": Purpose(
        "Report money that has moved at the bank: a deposit, a withdrawal or a transfer. It moves the account's "
        "balance, goals that count transactions, and, where it names a dream, that savings goal; the rest falls on the "
        "residual. A settled transaction is a fact: it is never refused for want of balance. The same `externalId` "
        "with the same content counts once.",
        _MOVED,
    ),
    "list_transactions": Purpose("The transactions of a user, a page at a time; by `externalId` the one that has it."),
    "get_transaction": Purpose("One transaction with the accounts and savings goals that it names."),
    "reverse_transaction": Purpose(
        "Undo a transaction that was reported by mistake, by one that moves everything back. A transaction is undone "
        "once.",
        _MOVED,
    ),
    "make_performance": Purpose(
        "Make a saving a Performance account: it carries one savings goal, and its value is set, not moved.",
        ("account.updated", *_BALANCE),
    ),
    "list_accounts": Purpose("The accounts of a user with balance and residual."),
    "get_account": Purpose("One account with its balance and what of it no goal has earmarked."),
    "change_account": Purpose(
        "Give an account an `externalId`, or a Performance account a new value: its savings goal moves by the "
        "difference.",
        ("account.updated", *_BALANCE),
    ),
}
"""By operation. A route without a row is a KeyError when the document is made."""
