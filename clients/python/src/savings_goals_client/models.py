# Made by clients/python/generate.py; changes here are lost.

"""What the API is sent and answers."""

from __future__ import annotations

from datetime import date as date_aliased
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from pydantic import AwareDatetime, ConfigDict, Field

from savings_goals_client.wire import Amount, Model


class ActionMetadata(Model):
    """
    Which goal the action belongs to.
    """

    goal_id: str
    """
    The goal that it belongs to.
    """


class ActionsMetadata(Model):
    """
    Where the page stands; `page_token` is empty on the last one.
    """

    results: int
    """
    How many there are on this page.
    """

    page_token: str
    """
    The `page_token` of the next page; empty on the last one.
    """

    page_size: int
    """
    How many a page has at most.
    """

    goal_id: str
    """
    The goal that it belongs to.
    """


Channel: TypeAlias = Literal["email", "inbox", "none"]
"""
How a customer hears of an event.
"""


class Client(Model):
    """
    A person of the household.
    """

    client_guid: str = Field(..., validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
    """

    first_name: str = Field(..., validation_alias="FirstName", serialization_alias="FirstName")
    """
    First name.
    """

    last_name: str = Field(..., validation_alias="LastName", serialization_alias="LastName")
    """
    Last name.
    """

    date_of_birth: date_aliased = Field(..., validation_alias="DateOfBirth", serialization_alias="DateOfBirth")
    """
    Date of birth.
    """

    email: str | None = Field(..., validation_alias="Email", serialization_alias="Email")
    """
    Where notifications are mailed.
    """


class ClientBody(Model):
    """
    A person of a household.
    """

    first_name: str = Field(..., validation_alias="FirstName", serialization_alias="FirstName")
    """
    First name.
    """

    last_name: str = Field(..., validation_alias="LastName", serialization_alias="LastName")
    """
    Last name.
    """

    date_of_birth: date_aliased = Field(..., validation_alias="DateOfBirth", serialization_alias="DateOfBirth")
    """
    Date of birth.
    """

    client_guid: str | None = Field(default=None, validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The person's id with the identity provider; made where it is left out.
    """

    email: str | None = Field(default=None, validation_alias="Email", serialization_alias="Email")
    """
    Where notifications are mailed.
    """


class CreateWebhook(Model):
    """
    POST /webhooks; without `types` it hears all events.
    """

    url: str
    """
    Where it is delivered to: an https address of a public host, at port 443 or 8443.
    """

    types: list[str] | None = None
    """
    Names of the events that it hears; null for all, also those to come.
    """


class Deleted(Model):
    """
    Says that something was deleted.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    message: str
    """
    What happened, in a sentence.
    """


DeliveryOutcome: TypeAlias = Literal["waiting", "delivered", "dead"]
"""
What became of the delivery of an event to a webhook.
"""


class Dependant(Model):
    """
    A dependant of the household.
    """

    dependant_guid: str = Field(..., validation_alias="DependantGUID", serialization_alias="DependantGUID")
    """
    The dependant.
    """

    first_name: str = Field(..., validation_alias="FirstName", serialization_alias="FirstName")
    """
    First name.
    """

    last_name: str = Field(..., validation_alias="LastName", serialization_alias="LastName")
    """
    Last name.
    """

    date_of_birth: date_aliased = Field(..., validation_alias="DateOfBirth", serialization_alias="DateOfBirth")
    """
    Date of birth.
    """

    client_guid: str = Field(..., validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The client on whom they depend.
    """


class DependantBody(Model):
    """
    A dependant of a household; without a ClientGUID they depend on the first client.
    """

    first_name: str = Field(..., validation_alias="FirstName", serialization_alias="FirstName")
    """
    First name.
    """

    last_name: str = Field(..., validation_alias="LastName", serialization_alias="LastName")
    """
    Last name.
    """

    date_of_birth: date_aliased = Field(..., validation_alias="DateOfBirth", serialization_alias="DateOfBirth")
    """
    Date of birth.
    """

    client_guid: str | None = Field(default=None, validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The client on whom they depend; the first one where it is left out.
    """


Direction: TypeAlias = Literal["credit", "debit"]
"""
Into the goal or out of it; `credit_debit_indicator` on the wire.
"""


Frequency: TypeAlias = Literal[
    "annually", "biannually", "quarterly", "monthly", "four_weekly", "fortnightly", "weekly", "daily", "singular"
]
"""
How often a goal's periods recur (`biannually` is twice a year).
"""


class GatewayError(Model):
    """
    The gateway's own refusal, before or in place of the function's answer.
    """

    message: str
    """
    What happened, in a sentence.
    """


class HouseholdError(Model):
    """
    The envelope of the published household API.
    """

    success: Literal[False]
    """
    Whether it was done.
    """

    message: str
    """
    What happened, in a sentence.
    """

    data: dict[str, list[str]] | None = None
    """
    What is wrong, by member.
    """


class Invariant(Model):
    """
    One invariant with what the rules say and what the table holds.
    """

    number: int
    """
    The invariant's number in the rules.
    """

    name: str
    """
    The invariant in a few words.
    """

    holds: bool
    """
    Whether what the rules say is what is stored.
    """

    expected: Any
    """
    What follows from the entries.
    """

    actual: Any
    """
    What is stored.
    """


Language: TypeAlias = Literal["en", "de"]
"""
The languages that messages are written in.
"""


class LedgerField(Model):
    """
    What is wrong with one member, parameter or header.
    """

    field: str
    """
    The member with dots between its parts, the parameter or the header.
    """

    errors: list[str]
    """
    What is wrong with it.
    """


class LedgerProblem(Model):
    """
    RFC 9457, with the list of the published ledger's clients as its `errors`.
    """

    type: str
    """
    A URN that names the kind of problem.
    """

    title: str
    """
    The kind of problem in a sentence.
    """

    status: int
    """
    The status of the answer.
    """

    detail: str
    """
    What is wrong here.
    """

    instance: str
    """
    The path that was called.
    """

    code: str
    """
    A code that stays the same: act on it, not on the sentence.
    """

    request_id: str
    """
    The `X-Request-Id` of this answer; the log has it.
    """

    errors: list[LedgerField]
    """
    What is wrong, by member, parameter or header.
    """


Level: TypeAlias = Literal["view", "edit"]
"""
How far a person's access to the household goes.
"""


class ListMeta(Model):
    """
    Where a list goes on; null on the last page.
    """

    next_url: str | None
    """
    The address of the next page; null on the last one.
    """


class ListedHousehold(Model):
    """
    A household as the list has it.
    """

    household_guid: str = Field(..., validation_alias="HouseholdGUID", serialization_alias="HouseholdGUID")
    """
    The household.
    """

    household_label: str = Field(..., validation_alias="HouseholdLabel", serialization_alias="HouseholdLabel")
    """
    What the household is called.
    """

    time_zone: str = Field(..., validation_alias="TimeZone", serialization_alias="TimeZone")
    """
    The IANA time zone in which its dates are.
    """

    currency: str = Field(..., validation_alias="Currency", serialization_alias="Currency")
    """
    ISO 4217 code of its money; it stays once there is an account.
    """

    locale: str = Field(..., validation_alias="Locale", serialization_alias="Locale")
    """
    How `FormattedValues` are written; `en_GB` where nothing is said.
    """


Mail: TypeAlias = Literal["claimed", "sent", "none", "refused"]
"""
What became of a notification's e-mail.
"""


MailStop: TypeAlias = Literal["bounce", "complaint"]
"""
Why a customer gets no e-mail any more.
"""


class MarkNotification(Model):
    """
    PATCH /notifications/{notification_id}.
    """

    read: bool
    """
    Whether the customer has read it.
    """


MeasuredBy: TypeAlias = Literal["actions", "transactions", "balance"]
"""
What a goal's amount is made of: its own actions, its account's transactions, or its account's balance.
"""


class Notification(Model):
    """
    One notification.
    """

    id: str
    """
    The notification's id.
    """

    event: Literal[
        "goal.achieved",
        "goal.completed",
        "goal.failed",
        "goal.cancelled",
        "goal.milestone.reached",
        "goal.period.closed",
        "goal.reminder",
    ]
    """
    What happened.
    """

    event_id: str
    """
    The id of the event that it is about.
    """

    goal_id: str
    """
    The goal that it belongs to.
    """

    title: str
    """
    The notification in a few words.
    """

    text: str
    """
    The notification in words.
    """

    at: AwareDatetime
    """
    When it happened.
    """

    read: bool
    """
    Whether the customer has read it.
    """

    mail: Mail
    """
    What came of the e-mail.
    """


class OneClient(Model):
    """
    OneClient in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: Client
    """
    What was asked for.
    """


class OneDependant(Model):
    """
    OneDependant in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: Dependant
    """
    What was asked for.
    """


class Options(Model):
    """
    The acceptable values of members with their labels.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: dict[str, dict[str, str]]
    """
    For each member its codes with their labels.
    """


class PerformanceBody(Model):
    """
    Which saving becomes a Performance account.
    """

    type: Literal["Performance"]
    """
    The kind of account that it becomes.
    """

    savings_id: int | str = Field(..., validation_alias="savingsId", serialization_alias="savingsId")
    """
    The saving that becomes a Performance account.
    """

    user_id: str | None = Field(default=None, validation_alias="userId", serialization_alias="userId")
    """
    The person's GUID.
    """


class ProblemField(Model):
    """
    One rule that is broken, and where; a member that is in the body twice has no place.
    """

    pointer: str | None = None
    """
    a member of the body, as a JSON Pointer (RFC 6901) in a URI fragment; `#` is the whole body
    """

    parameter: str | None = None
    """
    a parameter of the query or of the path, by its name
    """

    header: str | None = None
    """
    a header of the request, by its name
    """

    field: str
    """
    The member with dots between its parts, the parameter or the header.
    """

    code: str
    """
    A code that stays the same: act on it, not on the sentence.
    """

    detail: str
    """
    What is wrong here.
    """


class PublishedError(Model):
    """
    The error that the published goals clients read.
    """

    error_code: str
    """
    Their code of the problem.
    """

    error_message: str
    """
    What is wrong here.
    """


class Reference(Model):
    """
    A user or account by its id; empty optional members are left out.
    """

    type: str
    """
    The kind of thing that is meant.
    """

    id: str
    """
    The GUID of what is meant.
    """

    external_id: str | None = Field(default=None, validation_alias="externalId", serialization_alias="externalId")
    """
    The id that the caller's own books have.
    """


class ReversalBody(Model):
    """
    What a reversal says: its own external id, and the user where the token names none.
    """

    external_id: str = Field(..., validation_alias="externalId", serialization_alias="externalId")
    """
    The id that the caller's own books have.
    """

    user_id: str | None = Field(default=None, validation_alias="userId", serialization_alias="userId")
    """
    The person's GUID.
    """


class ReverseTransaction(Model):
    """
    POST /transactions/{transaction_id}/reversal.
    """

    transaction: ReversalBody
    """
    The transaction.
    """


class SavingsGoalError(Model):
    """
    The error of the published savings goals API.
    """

    operation_id: str
    """
    The operation that was called.
    """

    code_id: str
    """
    A code that stays the same; `unknown` with 401 and 404.
    """

    message: str
    """
    What happened, in a sentence.
    """

    errors: dict[str, list[str]]
    """
    What is wrong, by member, parameter or header.
    """


class SavingsGoalsMetadata(Model):
    """
    How many there are, and the filter.
    """

    results: int
    """
    How many there are on this page.
    """

    account_id: str | None
    """
    The account that was filtered by.
    """


class SomeClients(Model):
    """
    SomeClients in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: list[Client]
    """
    What was asked for.
    """


class SomeDependants(Model):
    """
    SomeDependants in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: list[Dependant]
    """
    What was asked for.
    """


class SomeListedHouseholds(Model):
    """
    SomeListedHouseholds in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: list[ListedHousehold]
    """
    What was asked for.
    """


Status: TypeAlias = Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
"""
Where a goal is in its life.
"""


Target: TypeAlias = Literal["amount", "date", "open_ended", "current_balance", "available_balance"]
"""
What a goal is after; the last two measure the account's balance.
"""


TrackingStatus: TypeAlias = Literal["above", "equal", "below"]
"""
Progress against the plan to date.
"""


TrackingType: TypeAlias = Literal["credit", "debit", "debit_credit"]
"""
Which of the account's transactions count; with `debit`, debits are positive progress.
"""


TransactionType: TypeAlias = Literal["Deposit", "Withdrawal", "Internal"]
"""
Where the money went: in from outside, out, or between places of the household.
"""


class UpdateGoal(Model):
    """
    PUT /goals/{goal_id}: what may change; null clears, absent changes nothing.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    name: str | None = None
    """
    What the saver calls it: 1 to 255 characters.
    """

    description: str | None = None
    """
    More words of the saver's own.
    """

    image_url: str | None = None
    """
    The http or https address of a picture.
    """

    metadata: dict[str, Any] | None = None
    """
    Any JSON object of the client's own, up to 4 KB.
    """


class Webhook(Model):
    """
    A place that hears the tenant's events over HTTPS.
    """

    id: int
    """
    The webhook's id.
    """

    url: str
    """
    Where it is delivered to: an https address of a public host, at port 443 or 8443.
    """

    types: list[str] | None
    """
    Names of the events that it hears; null for all, also those to come.
    """

    made_at: AwareDatetime
    """
    When it was registered.
    """

    rotated_at: AwareDatetime | None
    """
    When it was given its last key; null before the first rotation.
    """

    disabled_because: str | None
    """
    Why nothing is delivered to it; null while it is enabled.
    """

    failing_since: AwareDatetime | None
    """
    When it first failed since its last success; null while it takes what is delivered.
    """


class WebhookKeys(Model):
    """
    The keys that sign: `whsec_` and base64, as Standard Webhooks has them.
    """

    current: str
    """
    The key that signs: `whsec_` and base64, as Standard Webhooks has it.
    """

    previous: str | None
    """
    The key before, which signs as well for a day after a rotation; else null.
    """

    previous_until: AwareDatetime | None
    """
    Until when that one signs.
    """


class Access(Model):
    """
    How far a client's access goes, where it is not to edit.
    """

    client_guid: str = Field(..., validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
    """

    level: Level = Field(..., validation_alias="Level", serialization_alias="Level")
    """
    `view`: the client may not change the household. `edit`: they may.
    """


class AccessBody(Model):
    """
    How far a client's access goes.
    """

    client_guid: str = Field(..., validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
    """

    level: Level = Field(..., validation_alias="Level", serialization_alias="Level")
    """
    `view`: the client may not change the household. `edit`: they may.
    """


class Account(Model):
    """
    An account; the parts of a Performance account's value stand on it alone.
    """

    type: str
    """
    `SharedSavings`: its balance follows its transactions. `Performance`: it is valued by `PATCH`.
    """

    id: str
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    external_id: str | None = Field(default=None, validation_alias="externalId", serialization_alias="externalId")
    """
    The id that the caller's own books have.
    """

    user: Reference
    """
    The person whose it is.
    """

    currency: str
    """
    ISO 4217 code.
    """

    balance_cents: int = Field(..., validation_alias="balanceCents", serialization_alias="balanceCents")
    """
    What is there, in the currency's smallest unit.
    """

    residual_cents: int = Field(..., validation_alias="residualCents", serialization_alias="residualCents")
    """
    What of the balance no savings goal has earmarked; negative where goals hold more than there is.
    """

    sequence: int
    """
    The number of the last event about it; the next one has one more.
    """

    liquid_balance_cents: int | None = Field(
        default=None, validation_alias="liquidBalanceCents", serialization_alias="liquidBalanceCents"
    )
    """
    The part of the value that can be paid out.
    """

    performance_cents: int | None = Field(
        default=None, validation_alias="performanceCents", serialization_alias="performanceCents"
    )
    """
    What the value has gained or lost.
    """

    performance_percent: Decimal | None = Field(
        default=None, validation_alias="performancePercent", serialization_alias="performancePercent"
    )
    """
    The same in percent.
    """

    total_acquisition_cost_cents: int | None = Field(
        default=None, validation_alias="totalAcquisitionCostCents", serialization_alias="totalAcquisitionCostCents"
    )
    """
    What was paid for it.
    """

    valuation_from: AwareDatetime | None = Field(
        default=None, validation_alias="valuationFrom", serialization_alias="valuationFrom"
    )
    """
    The beginning of the time that was valued.
    """

    valuation_at: AwareDatetime | None = Field(
        default=None, validation_alias="valuationAt", serialization_alias="valuationAt"
    )
    """
    The instant of the valuation.
    """


class AccountBody(Model):
    """
    What may change about an account: its external id and, on a Performance account, its value.
    """

    external_id: str | None = Field(default=None, validation_alias="externalId", serialization_alias="externalId")
    """
    The id that the caller's own books have.
    """

    balance_cents: int | None = Field(default=None, validation_alias="balanceCents", serialization_alias="balanceCents")
    """
    The new value of a Performance account, in the currency's smallest unit.
    """

    liquid_balance_cents: int | None = Field(
        default=None, validation_alias="liquidBalanceCents", serialization_alias="liquidBalanceCents"
    )
    """
    The part of the value that can be paid out.
    """

    performance_cents: int | None = Field(
        default=None, validation_alias="performanceCents", serialization_alias="performanceCents"
    )
    """
    What the value has gained or lost.
    """

    performance_percent: Decimal | None = Field(
        default=None, validation_alias="performancePercent", serialization_alias="performancePercent"
    )
    """
    The same in percent.
    """

    total_acquisition_cost_cents: int | None = Field(
        default=None, validation_alias="totalAcquisitionCostCents", serialization_alias="totalAcquisitionCostCents"
    )
    """
    What was paid for it.
    """

    valuation_from: AwareDatetime | None = Field(
        default=None, validation_alias="valuationFrom", serialization_alias="valuationFrom"
    )
    """
    The beginning of the time that was valued.
    """

    valuation_at: AwareDatetime | None = Field(
        default=None, validation_alias="valuationAt", serialization_alias="valuationAt"
    )
    """
    The instant of the valuation.
    """


class ChangeAccount(Model):
    """
    PATCH /accounts/{account_id}.
    """

    account: AccountBody
    """
    The account.
    """


class Contribution(Model):
    """
    A contribution; what its type or basis does not select is as it was sent.
    """

    transaction_guid: str = Field(..., validation_alias="TransactionGUID", serialization_alias="TransactionGUID")
    """
    The contribution.
    """

    savings_guid: str = Field(..., validation_alias="SavingsGUID", serialization_alias="SavingsGUID")
    """
    The saving: an account of the household.
    """

    transaction_type: int = Field(..., validation_alias="TransactionType", serialization_alias="TransactionType")
    """
    What kind of payment it is; which are allowed depends on the saving's type. Its codes are at `GET …/savings/contributions/options`.
    """

    linked_savings_guid: str | None = Field(
        ..., validation_alias="LinkedSavingsGUID", serialization_alias="LinkedSavingsGUID"
    )
    """
    The other saving, for types 11 and 12.
    """

    transaction_amount: Decimal | None = Field(
        ..., validation_alias="TransactionAmount", serialization_alias="TransactionAmount"
    )
    """
    How much is paid each time.
    """

    transaction_percentage: Decimal | None = Field(
        ..., validation_alias="TransactionPercentage", serialization_alias="TransactionPercentage"
    )
    """
    How much is paid each time, in percent of the value.
    """

    frequency: int | None = Field(..., validation_alias="Frequency", serialization_alias="Frequency")
    """
    How often it is paid. Its codes are at `GET …/savings/contributions/options`.
    """

    start_basis: int = Field(..., validation_alias="StartBasis", serialization_alias="StartBasis")
    """
    What decides its first day. Its codes are at `GET …/savings/contributions/options`.
    """

    start_event_guid: str | None = Field(..., validation_alias="StartEventGUID", serialization_alias="StartEventGUID")
    """
    The life event with which it starts, for basis 4.
    """

    start_age: int | None = Field(..., validation_alias="StartAge", serialization_alias="StartAge")
    """
    The age at which it starts, for bases 2 and 7.
    """

    start_date: date_aliased | None = Field(..., validation_alias="StartDate", serialization_alias="StartDate")
    """
    The day on which it starts, for basis 3.
    """

    end_basis: int | None = Field(..., validation_alias="EndBasis", serialization_alias="EndBasis")
    """
    What decides its last day. Its codes are at `GET …/savings/contributions/options`.
    """

    end_event_guid: str | None = Field(..., validation_alias="EndEventGUID", serialization_alias="EndEventGUID")
    """
    The life event with which it ends, for basis 4.
    """

    end_age: int | None = Field(..., validation_alias="EndAge", serialization_alias="EndAge")
    """
    The age at which it ends, for bases 2 and 7.
    """

    end_date: date_aliased | None = Field(..., validation_alias="EndDate", serialization_alias="EndDate")
    """
    The day on which it ends, for basis 3.
    """

    back_office_id: str | None = Field(..., validation_alias="BackOfficeID", serialization_alias="BackOfficeID")
    """
    Its id in the adviser's back office.
    """

    back_office_sync: int | None = Field(..., validation_alias="BackOfficeSync", serialization_alias="BackOfficeSync")
    """
    1: kept in step with the back office; 2: not; 3: only updated from there.
    """

    formatted_values: dict[str, str] | None = Field(
        default=None, validation_alias="FormattedValues", serialization_alias="FormattedValues"
    )
    """
    Members as people read them, in the household's locale; whole units of money.
    """


class ContributionBody(Model):
    """
    POST and PUT of a contribution.
    """

    transaction_type: int = Field(..., validation_alias="TransactionType", serialization_alias="TransactionType")
    """
    What kind of payment it is; which are allowed depends on the saving's type. Its codes are at `GET …/savings/contributions/options`.
    """

    linked_savings_guid: int | str | None = Field(
        default=None, validation_alias="LinkedSavingsGUID", serialization_alias="LinkedSavingsGUID"
    )
    """
    The other saving, for types 11 and 12.
    """

    transaction_amount: Decimal | None = Field(
        default=None, validation_alias="TransactionAmount", serialization_alias="TransactionAmount"
    )
    """
    How much is paid each time.
    """

    transaction_percentage: Decimal | None = Field(
        default=None, validation_alias="TransactionPercentage", serialization_alias="TransactionPercentage"
    )
    """
    How much is paid each time, in percent of the value.
    """

    frequency: int | None = Field(default=None, validation_alias="Frequency", serialization_alias="Frequency")
    """
    How often it is paid. Its codes are at `GET …/savings/contributions/options`.
    """

    start_basis: int = Field(..., validation_alias="StartBasis", serialization_alias="StartBasis")
    """
    What decides its first day. Its codes are at `GET …/savings/contributions/options`.
    """

    start_event_guid: int | str | None = Field(
        default=None, validation_alias="StartEventGUID", serialization_alias="StartEventGUID"
    )
    """
    The life event with which it starts, for basis 4.
    """

    start_age: int | None = Field(default=None, validation_alias="StartAge", serialization_alias="StartAge")
    """
    The age at which it starts, for bases 2 and 7.
    """

    start_date: date_aliased | None = Field(default=None, validation_alias="StartDate", serialization_alias="StartDate")
    """
    The day on which it starts, for basis 3.
    """

    end_basis: int | None = Field(default=None, validation_alias="EndBasis", serialization_alias="EndBasis")
    """
    What decides its last day. Its codes are at `GET …/savings/contributions/options`.
    """

    end_event_guid: int | str | None = Field(
        default=None, validation_alias="EndEventGUID", serialization_alias="EndEventGUID"
    )
    """
    The life event with which it ends, for basis 4.
    """

    end_age: int | None = Field(default=None, validation_alias="EndAge", serialization_alias="EndAge")
    """
    The age at which it ends, for bases 2 and 7.
    """

    end_date: date_aliased | None = Field(default=None, validation_alias="EndDate", serialization_alias="EndDate")
    """
    The day on which it ends, for basis 3.
    """

    back_office_id: str | None = Field(
        default=None, validation_alias="BackOfficeID", serialization_alias="BackOfficeID"
    )
    """
    Its id in the adviser's back office.
    """

    back_office_sync: int | None = Field(
        default=None, validation_alias="BackOfficeSync", serialization_alias="BackOfficeSync"
    )
    """
    1: kept in step with the back office; 2: not; 3: only updated from there.
    """


class CreateGoal(Model):
    """
    POST /goals.
    """

    name: str
    """
    What the saver calls it: 1 to 255 characters.
    """

    account_id: int | str
    """
    The account that the goal is attached to. Its id in either form is accepted.
    """

    tracking_type: TrackingType
    """
    Which movements count: what comes in, what goes out, or the difference.
    """

    frequency: Frequency
    """
    How long a period is. `singular` is one period from start to end.
    """

    target: Target
    """
    What the plan is made for: an amount, a date, no end (`open_ended`), or a balance of the account.
    """

    description: str | None = None
    """
    More words of the saver's own.
    """

    image_url: str | None = None
    """
    The http or https address of a picture.
    """

    target_amount: Amount | None = None
    """
    What is to be reached. Decimal text in the goal's currency.
    """

    period_amount: Amount | None = None
    """
    What each period is to bring. Decimal text in the goal's currency.
    """

    start_amount: Amount | None = None
    """
    What the goal starts with; 0 where nothing is said. Decimal text in the goal's currency.
    """

    start_date: date_aliased | None = None
    """
    The first date of the plan, in the household's time zone; today where nothing is said.
    """

    end_date: date_aliased | None = None
    """
    The last date of the plan.
    """

    suppress_events: bool | None = None
    """
    Publish no events of what is over before the goal is created.
    """

    completed_backdated_periods: int | None = None
    """
    How many past periods count as saved in full, the oldest first.
    """

    metadata: dict[str, Any] | None = None
    """
    Any JSON object of the client's own, up to 4 KB.
    """


class CreateHousehold(Model):
    """
    POST /api/v2/household.
    """

    time_zone: str = Field(..., validation_alias="TimeZone", serialization_alias="TimeZone")
    """
    The IANA time zone in which its dates are.
    """

    currency: str = Field(..., validation_alias="Currency", serialization_alias="Currency")
    """
    ISO 4217 code of its money; it stays once there is an account.
    """

    household_label: str | None = Field(
        default=None, validation_alias="HouseholdLabel", serialization_alias="HouseholdLabel"
    )
    """
    What the household is called.
    """

    locale: str | None = Field(default=None, validation_alias="Locale", serialization_alias="Locale")
    """
    How `FormattedValues` are written; `en_GB` where nothing is said.
    """

    finalising_days: int | None = Field(
        default=None, validation_alias="FinalisingDays", serialization_alias="FinalisingDays"
    )
    """
    Business days between the end of a goal and its final status; 2 where nothing is said.
    """

    access: list[AccessBody] | None = Field(default=None, validation_alias="Access", serialization_alias="Access")
    """
    Clients who may only view; every other one may edit.
    """

    clients: list[ClientBody] = Field(..., validation_alias="Clients", serialization_alias="Clients")
    """
    The people of the household.
    """

    dependants: list[DependantBody] | None = Field(
        default=None, validation_alias="Dependants", serialization_alias="Dependants"
    )
    """
    Who depends on them.
    """


class Delivery(Model):
    """
    What became of the delivery of an event.
    """

    event_id: str
    """
    The event's id, which is the `webhook-id` of each attempt.
    """

    event: str
    """
    The event's name.
    """

    subject: str
    """
    The event's subject.
    """

    at: AwareDatetime
    """
    When the event became true.
    """

    outcome: DeliveryOutcome
    """
    `waiting` for its next attempt, `delivered`, or `dead`: given up.
    """

    attempts: int
    """
    How many attempts were made.
    """

    answer: str
    """
    How the last one ended: the status of its answer, or a word.
    """

    first_at: AwareDatetime
    """
    When the first attempt was made.
    """

    last_at: AwareDatetime
    """
    When the last one was.
    """


class Dream(Model):
    """
    A savings goal as the ledger sees it.
    """

    id: str
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    type: Literal["Dream"]
    """
    Always `Dream`: a savings goal.
    """

    name: str
    """
    What the saver calls it: 1 to 255 characters.
    """

    target_cents: int = Field(..., validation_alias="targetCents", serialization_alias="targetCents")
    """
    What is to be reached, in the currency's smallest unit.
    """

    balance_cents: int = Field(..., validation_alias="balanceCents", serialization_alias="balanceCents")
    """
    What is there, in the currency's smallest unit.
    """

    expires_at: AwareDatetime = Field(..., validation_alias="expiresAt", serialization_alias="expiresAt")
    """
    The last second of the target date, in the household's time zone.
    """

    achieved_at: AwareDatetime | None = Field(
        default=None, validation_alias="achievedAt", serialization_alias="achievedAt"
    )
    """
    When the target was first reached.
    """

    image_url: str | None = Field(default=None, validation_alias="imageUrl", serialization_alias="imageUrl")
    """
    The address of a picture.
    """

    active_savehacks_count: Literal[0] = Field(
        ..., validation_alias="activeSavehacksCount", serialization_alias="activeSavehacksCount"
    )
    """
    Always 0: there are no savehacks here.
    """

    user: Reference
    """
    The person whose it is.
    """

    account: Reference
    """
    The account.
    """


class Estimate(Model):
    """
    Where past performance leads.
    """

    estimated_end_date: date_aliased | None
    """
    When the target would be reached at the pace of the closed periods.
    """

    estimated_target_amount: Amount | None
    """
    What would be there at the end at that pace. Decimal text in the goal's currency.
    """

    null_reason: str | None
    """
    Why there is no estimate.
    """


class Household(Model):
    """
    A household with its people.
    """

    household_guid: str = Field(..., validation_alias="HouseholdGUID", serialization_alias="HouseholdGUID")
    """
    The household.
    """

    household_label: str = Field(..., validation_alias="HouseholdLabel", serialization_alias="HouseholdLabel")
    """
    What the household is called.
    """

    time_zone: str = Field(..., validation_alias="TimeZone", serialization_alias="TimeZone")
    """
    The IANA time zone in which its dates are.
    """

    currency: str = Field(..., validation_alias="Currency", serialization_alias="Currency")
    """
    ISO 4217 code of its money; it stays once there is an account.
    """

    locale: str = Field(..., validation_alias="Locale", serialization_alias="Locale")
    """
    How `FormattedValues` are written; `en_GB` where nothing is said.
    """

    finalising_days: int = Field(..., validation_alias="FinalisingDays", serialization_alias="FinalisingDays")
    """
    Business days between the end of a goal and its final status; 2 where nothing is said.
    """

    clients: list[Client] = Field(..., validation_alias="Clients", serialization_alias="Clients")
    """
    The people of the household.
    """

    dependants: list[Dependant] = Field(..., validation_alias="Dependants", serialization_alias="Dependants")
    """
    Who depends on them.
    """

    access: list[Access] = Field(..., validation_alias="Access", serialization_alias="Access")
    """
    Clients who may only view; every other one may edit.
    """


class Inbox(Model):
    """
    A page of the inbox; `next` is the `after` of the page that follows.
    """

    notifications: list[Notification]
    """
    The notifications of the page, the newest first.
    """

    next: str | None
    """
    The `after` of the page that follows; null on the last one.
    """


class Integrity(Model):
    """
    The invariants that concern a goal: `holds` speaks of those that are listed.

    While the check is not `complete`, those that depend on all entries are not, and the `Link` goes on. `through` is
    the instant of the last entry that was read.
    """

    goal_id: int
    """
    The goal that it belongs to.
    """

    holds: bool
    """
    Whether what the rules say is what is stored.
    """

    complete: bool
    """
    Whether all entries were read; if not, the `Link` goes on.
    """

    through: AwareDatetime | None
    """
    The instant of the last entry that was read.
    """

    invariants: list[Invariant]
    """
    The invariants that were checked.
    """


class LifeEvent(Model):
    """
    A life event; what its basis does not select is as it was sent.
    """

    event_guid: str = Field(..., validation_alias="EventGUID", serialization_alias="EventGUID")
    """
    The life event.
    """

    event_label: str = Field(..., validation_alias="EventLabel", serialization_alias="EventLabel")
    """
    What it is called.
    """

    event_basis: int = Field(..., validation_alias="EventBasis", serialization_alias="EventBasis")
    """
    What decides its date: a date, an age or another event. Its codes are at `GET …/events/options`.
    """

    event_date: date_aliased | None = Field(..., validation_alias="EventDate", serialization_alias="EventDate")
    """
    Its date, for basis 1.
    """

    client_guid: str | None = Field(..., validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The client whose age decides, for basis 2.
    """

    age_years: int | None = Field(..., validation_alias="AgeYears", serialization_alias="AgeYears")
    """
    The age in years.
    """

    age_months: int | None = Field(..., validation_alias="AgeMonths", serialization_alias="AgeMonths")
    """
    Months on top of the years.
    """

    linked_event_guid: str | None = Field(
        ..., validation_alias="LinkedEventGUID", serialization_alias="LinkedEventGUID"
    )
    """
    The event that it depends on, for basis 3.
    """

    offset_basis: int | None = Field(..., validation_alias="OffsetBasis", serialization_alias="OffsetBasis")
    """
    Whether it is before or after that event. Its codes are at `GET …/events/options`.
    """

    offset_years: int | None = Field(..., validation_alias="OffsetYears", serialization_alias="OffsetYears")
    """
    How many years.
    """

    offset_months: int | None = Field(..., validation_alias="OffsetMonths", serialization_alias="OffsetMonths")
    """
    How many months on top of the years.
    """

    event_type: int | None = Field(..., validation_alias="EventType", serialization_alias="EventType")
    """
    A code of the client's own.
    """

    event_icon: str | None = Field(..., validation_alias="EventIcon", serialization_alias="EventIcon")
    """
    The name of a picture.
    """

    event_colour: str | None = Field(..., validation_alias="EventColour", serialization_alias="EventColour")
    """
    The name of a colour.
    """

    goal_set: int | None = Field(..., validation_alias="GoalSet", serialization_alias="GoalSet")
    """
    Whether money is wanted for it. Its codes are at `GET …/events/options`.
    """

    goal_priority: int | None = Field(..., validation_alias="GoalPriority", serialization_alias="GoalPriority")
    """
    How important that is: 1 to 5.
    """

    goal_years1: int | None = Field(..., validation_alias="GoalYears1", serialization_alias="GoalYears1")
    """
    For how many years an amount is wanted.
    """

    goal_years2: int | None = Field(..., validation_alias="GoalYears2", serialization_alias="GoalYears2")
    """
    For how many years an amount is wanted.
    """

    goal_years3: int | None = Field(..., validation_alias="GoalYears3", serialization_alias="GoalYears3")
    """
    For how many years an amount is wanted.
    """

    goal_years4: int | None = Field(..., validation_alias="GoalYears4", serialization_alias="GoalYears4")
    """
    For how many years an amount is wanted.
    """

    goal_years5: int | None = Field(..., validation_alias="GoalYears5", serialization_alias="GoalYears5")
    """
    For how many years an amount is wanted.
    """

    goal_amount1: Decimal | None = Field(..., validation_alias="GoalAmount1", serialization_alias="GoalAmount1")
    """
    The amount that is wanted.
    """

    goal_amount2: Decimal | None = Field(..., validation_alias="GoalAmount2", serialization_alias="GoalAmount2")
    """
    The amount that is wanted.
    """

    goal_amount3: Decimal | None = Field(..., validation_alias="GoalAmount3", serialization_alias="GoalAmount3")
    """
    The amount that is wanted.
    """

    goal_amount4: Decimal | None = Field(..., validation_alias="GoalAmount4", serialization_alias="GoalAmount4")
    """
    The amount that is wanted.
    """

    goal_amount5: Decimal | None = Field(..., validation_alias="GoalAmount5", serialization_alias="GoalAmount5")
    """
    The amount that is wanted.
    """

    formatted_values: dict[str, str] | None = Field(
        default=None, validation_alias="FormattedValues", serialization_alias="FormattedValues"
    )
    """
    Members as people read them, in the household's locale; whole units of money.
    """


class LifeEventBody(Model):
    """
    POST and PUT of a household's life events.
    """

    event_label: str = Field(..., validation_alias="EventLabel", serialization_alias="EventLabel")
    """
    What it is called.
    """

    event_basis: int = Field(..., validation_alias="EventBasis", serialization_alias="EventBasis")
    """
    What decides its date: a date, an age or another event. Its codes are at `GET …/events/options`.
    """

    event_date: date_aliased | None = Field(default=None, validation_alias="EventDate", serialization_alias="EventDate")
    """
    Its date, for basis 1.
    """

    client_guid: str | None = Field(default=None, validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The client whose age decides, for basis 2.
    """

    age_years: int | None = Field(default=None, validation_alias="AgeYears", serialization_alias="AgeYears")
    """
    The age in years.
    """

    age_months: int | None = Field(default=None, validation_alias="AgeMonths", serialization_alias="AgeMonths")
    """
    Months on top of the years.
    """

    linked_event_guid: int | str | None = Field(
        default=None, validation_alias="LinkedEventGUID", serialization_alias="LinkedEventGUID"
    )
    """
    The event that it depends on, for basis 3.
    """

    offset_basis: int | None = Field(default=None, validation_alias="OffsetBasis", serialization_alias="OffsetBasis")
    """
    Whether it is before or after that event. Its codes are at `GET …/events/options`.
    """

    offset_years: int | None = Field(default=None, validation_alias="OffsetYears", serialization_alias="OffsetYears")
    """
    How many years.
    """

    offset_months: int | None = Field(default=None, validation_alias="OffsetMonths", serialization_alias="OffsetMonths")
    """
    How many months on top of the years.
    """

    event_type: int | None = Field(default=None, validation_alias="EventType", serialization_alias="EventType")
    """
    A code of the client's own.
    """

    event_icon: str | None = Field(default=None, validation_alias="EventIcon", serialization_alias="EventIcon")
    """
    The name of a picture.
    """

    event_colour: str | None = Field(default=None, validation_alias="EventColour", serialization_alias="EventColour")
    """
    The name of a colour.
    """

    goal_set: int | None = Field(default=None, validation_alias="GoalSet", serialization_alias="GoalSet")
    """
    Whether money is wanted for it. Its codes are at `GET …/events/options`.
    """

    goal_priority: int | None = Field(default=None, validation_alias="GoalPriority", serialization_alias="GoalPriority")
    """
    How important that is: 1 to 5.
    """

    goal_years1: int | None = Field(default=None, validation_alias="GoalYears1", serialization_alias="GoalYears1")
    """
    For how many years an amount is wanted.
    """

    goal_years2: int | None = Field(default=None, validation_alias="GoalYears2", serialization_alias="GoalYears2")
    """
    For how many years an amount is wanted.
    """

    goal_years3: int | None = Field(default=None, validation_alias="GoalYears3", serialization_alias="GoalYears3")
    """
    For how many years an amount is wanted.
    """

    goal_years4: int | None = Field(default=None, validation_alias="GoalYears4", serialization_alias="GoalYears4")
    """
    For how many years an amount is wanted.
    """

    goal_years5: int | None = Field(default=None, validation_alias="GoalYears5", serialization_alias="GoalYears5")
    """
    For how many years an amount is wanted.
    """

    goal_amount1: Decimal | None = Field(
        default=None, validation_alias="GoalAmount1", serialization_alias="GoalAmount1"
    )
    """
    The amount that is wanted.
    """

    goal_amount2: Decimal | None = Field(
        default=None, validation_alias="GoalAmount2", serialization_alias="GoalAmount2"
    )
    """
    The amount that is wanted.
    """

    goal_amount3: Decimal | None = Field(
        default=None, validation_alias="GoalAmount3", serialization_alias="GoalAmount3"
    )
    """
    The amount that is wanted.
    """

    goal_amount4: Decimal | None = Field(
        default=None, validation_alias="GoalAmount4", serialization_alias="GoalAmount4"
    )
    """
    The amount that is wanted.
    """

    goal_amount5: Decimal | None = Field(
        default=None, validation_alias="GoalAmount5", serialization_alias="GoalAmount5"
    )
    """
    The amount that is wanted.
    """


class MailBody(Model):
    """
    Whether e-mail goes out; only `stopped: null` is heard.
    """

    address_known: bool | None = None
    """
    Whether there is an address to mail to.
    """

    stopped: MailStop | None = None
    """
    Why e-mail has stopped; null lets it start again.
    """


class MailState(Model):
    """
    Whether e-mail goes out.
    """

    address_known: bool
    """
    Whether there is an address to mail to.
    """

    stopped: MailStop | None
    """
    Why e-mail has stopped; null lets it start again.
    """


class MakePerformance(Model):
    """
    POST /accounts.
    """

    account: PerformanceBody
    """
    The account.
    """


class Money(Model):
    """
    An amount with the currency's usual decimals.
    """

    currency: str
    """
    ISO 4217 code.
    """

    value: Amount
    """
    Decimal text with at most the decimals of the currency.
    """


class MoneyBody(Model):
    """
    An amount: a decimal string and an ISO 4217 code; a missing code means the goal's currency.
    """

    value: Amount
    """
    Decimal text with at most the decimals of the currency.
    """

    currency: str | None = None
    """
    ISO 4217 code; the goal's where it is left out.
    """


class OneAccount(Model):
    """
    One account in its wrapper.
    """

    account: Account
    """
    The account.
    """


class OneContribution(Model):
    """
    OneContribution in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: Contribution
    """
    What was asked for.
    """


class OneHousehold(Model):
    """
    OneHousehold in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: Household
    """
    What was asked for.
    """


class OneLifeEvent(Model):
    """
    OneLifeEvent in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: LifeEvent
    """
    What was asked for.
    """


class Payment(Model):
    """
    A dated payment: positive in, negative out, and the saving's value after it.
    """

    transaction_guid: str = Field(..., validation_alias="TransactionGUID", serialization_alias="TransactionGUID")
    """
    The contribution.
    """

    occurrence: int = Field(..., validation_alias="Occurrence", serialization_alias="Occurrence")
    """
    Which payment of its contribution it is, 1 first.
    """

    date: date_aliased = Field(..., validation_alias="Date", serialization_alias="Date")
    """
    Its date.
    """

    amount: Decimal = Field(..., validation_alias="Amount", serialization_alias="Amount")
    """
    How much: positive comes in, negative goes out.
    """

    value: Decimal = Field(..., validation_alias="Value", serialization_alias="Value")
    """
    The saving's value after the payment.
    """


class Period(Model):
    """
    One period of a goal, with the published members and at the end what this product adds.
    """

    id: int
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    goal_id: int
    """
    The goal that it belongs to.
    """

    index: int
    """
    The period's place in the plan, 0 first.
    """

    start_date: date_aliased
    """
    The first date of the period.
    """

    end_date: date_aliased
    """
    The last date of the period; it closes as the next one begins.
    """

    target_amount: Amount
    """
    What the period is to bring. Decimal text in the goal's currency.
    """

    current_amount: Amount
    """
    What has been saved so far. Decimal text in the goal's currency.
    """

    required_amount: Amount
    """
    What the period needs for the goal to be on plan at its end. Decimal text in the goal's currency.
    """

    tracking_status: TrackingStatus
    """
    Progress beside the plan to date: `below`, `equal` or `above` it.
    """

    closed_amount: Amount | None
    """
    What the period had as it first closed; null until it has. Where `current_amount` differs, late money or a correction has restated it. Decimal text in the goal's currency.
    """


class Preferences(Model):
    """
    What a customer chose, defaults filled in.
    """

    channels: dict[
        Literal[
            "goal.achieved",
            "goal.completed",
            "goal.failed",
            "goal.cancelled",
            "goal.milestone.reached",
            "goal.period.closed",
            "goal.reminder",
        ],
        Channel,
    ]
    """
    Where each event is reported; one that is not named is reported as by default.
    """

    language: Language | None
    """
    The language of notifications; null: the household's.
    """

    reminder_days: int | None
    """
    How many days before a period ends a reminder comes; null: as by default.
    """

    mail: MailState
    """
    Whether e-mail goes out.
    """


class PreviewChange(Model):
    """
    POST /goals/{goal_id}/preview: changes against the goal as it stands.
    """

    target_amount: Amount | None = None
    """
    What is to be reached. Decimal text in the goal's currency.
    """

    end_date: date_aliased | None = None
    """
    The last date of the plan.
    """

    skipped_periods: list[int] | None = None
    """
    The indexes of periods in which nothing is put in.
    """

    one_off: Amount | None = None
    """
    An amount that is put in once, now. Decimal text in the goal's currency.
    """

    period_amount: Amount | None = None
    """
    What each period is to bring. Decimal text in the goal's currency.
    """


class Problem(Model):
    """
    RFC 9457, with the error of the published goals clients beside it.
    """

    type: str
    """
    A URN that names the kind of problem.
    """

    title: str
    """
    The kind of problem in a sentence.
    """

    status: int
    """
    The status of the answer.
    """

    detail: str
    """
    What is wrong here.
    """

    instance: str
    """
    The path that was called.
    """

    code: str
    """
    A code that stays the same: act on it, not on the sentence.
    """

    request_id: str
    """
    The `X-Request-Id` of this answer; the log has it.
    """

    errors: list[ProblemField]
    """
    What is wrong, by member, parameter or header.
    """

    error: PublishedError
    """
    The same as the published goals clients read it.
    """


class Projection(Model):
    """
    What the household's contributions make of a saving.
    """

    savings_guid: str = Field(..., validation_alias="SavingsGUID", serialization_alias="SavingsGUID")
    """
    The saving: an account of the household.
    """

    value: Decimal = Field(..., validation_alias="Value", serialization_alias="Value")
    """
    The balance today.
    """

    until: date_aliased = Field(..., validation_alias="Until", serialization_alias="Until")
    """
    The last date of the projection.
    """

    projected_value: Decimal = Field(..., validation_alias="ProjectedValue", serialization_alias="ProjectedValue")
    """
    The value on that date.
    """

    payments: list[Payment] = Field(..., validation_alias="Payments", serialization_alias="Payments")
    """
    The payments up to it, in their order.
    """


class PutHousehold(Model):
    """
    PUT /api/v2/household/{HouseholdGUID}; its people have routes of their own, and may be sent back as they were.
    """

    time_zone: str = Field(..., validation_alias="TimeZone", serialization_alias="TimeZone")
    """
    The IANA time zone in which its dates are.
    """

    currency: str = Field(..., validation_alias="Currency", serialization_alias="Currency")
    """
    ISO 4217 code of its money; it stays once there is an account.
    """

    household_label: str | None = Field(
        default=None, validation_alias="HouseholdLabel", serialization_alias="HouseholdLabel"
    )
    """
    What the household is called.
    """

    locale: str | None = Field(default=None, validation_alias="Locale", serialization_alias="Locale")
    """
    How `FormattedValues` are written; `en_GB` where nothing is said.
    """

    finalising_days: int | None = Field(
        default=None, validation_alias="FinalisingDays", serialization_alias="FinalisingDays"
    )
    """
    Business days between the end of a goal and its final status; 2 where nothing is said.
    """

    access: list[AccessBody] | None = Field(default=None, validation_alias="Access", serialization_alias="Access")
    """
    Clients who may only view; every other one may edit.
    """


class Saving(Model):
    """
    A saving; values are numbers in the household's currency.
    """

    savings_guid: str = Field(..., validation_alias="SavingsGUID", serialization_alias="SavingsGUID")
    """
    The saving: an account of the household.
    """

    client_guid: str = Field(..., validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
    """

    savings_description: str = Field(
        ..., validation_alias="SavingsDescription", serialization_alias="SavingsDescription"
    )
    """
    What it is called: at most 100 characters, none of `\\:*"<>|`.
    """

    savings_type: int = Field(..., validation_alias="SavingsType", serialization_alias="SavingsType")
    """
    The kind of saving; it stays once there are contributions. Its codes are at `GET …/savings/options`.
    """

    value: Decimal = Field(..., validation_alias="Value", serialization_alias="Value")
    """
    The balance in the household's currency; below 0 for `SavingsType` 1 alone.
    """

    value_date: date_aliased = Field(..., validation_alias="ValueDate", serialization_alias="ValueDate")
    """
    The date of the balance: today or before.
    """

    joint_owner_client_guid: str | None = Field(
        ..., validation_alias="JointOwnerClientGUID", serialization_alias="JointOwnerClientGUID"
    )
    """
    A second owner, where the type of saving can have one.
    """

    minimum_balance: Decimal | None = Field(
        ..., validation_alias="MinimumBalance", serialization_alias="MinimumBalance"
    )
    """
    What is to stay on it.
    """

    dependant_guid: str | None = Field(..., validation_alias="DependantGUID", serialization_alias="DependantGUID")
    """
    The dependant.
    """

    atr_slot: int | None = Field(..., validation_alias="ATRSlot", serialization_alias="ATRSlot")
    """
    Attitude to risk. Its codes are at `GET …/savings/options`.
    """

    original_investment_value: Decimal | None = Field(
        ..., validation_alias="OriginalInvestmentValue", serialization_alias="OriginalInvestmentValue"
    )
    """
    What was invested first.
    """

    original_investment_date: date_aliased | None = Field(
        ..., validation_alias="OriginalInvestmentDate", serialization_alias="OriginalInvestmentDate"
    )
    """
    When it was invested.
    """

    original_investment_percentage_withdrawn: Decimal | None = Field(
        ...,
        validation_alias="OriginalInvestmentPercentageWithdrawn",
        serialization_alias="OriginalInvestmentPercentageWithdrawn",
    )
    """
    How much of it was taken out, in percent.
    """

    back_office_id: str | None = Field(..., validation_alias="BackOfficeID", serialization_alias="BackOfficeID")
    """
    Its id in the adviser's back office.
    """

    back_office_sync: int | None = Field(..., validation_alias="BackOfficeSync", serialization_alias="BackOfficeSync")
    """
    1: kept in step with the back office; 2: not; 3: only updated from there.
    """

    policy_number: str | None = Field(..., validation_alias="PolicyNumber", serialization_alias="PolicyNumber")
    """
    The number of the policy.
    """

    provider_code: str | None = Field(..., validation_alias="ProviderCode", serialization_alias="ProviderCode")
    """
    Who provides it. Its codes are at `GET …/savings/options`.
    """

    isa_special_type: int | None = Field(..., validation_alias="ISASpecialType", serialization_alias="ISASpecialType")
    """
    The kind of ISA, for types 3 and 6. Its codes are at `GET …/savings/options`.
    """

    future_risk_level_change: int | None = Field(
        ..., validation_alias="FutureRiskLevelChange", serialization_alias="FutureRiskLevelChange"
    )
    """
    Whether its risk changes one day. Its codes are at `GET …/pensions/options`.
    """

    future_risk_level: int | None = Field(
        ..., validation_alias="FutureRiskLevel", serialization_alias="FutureRiskLevel"
    )
    """
    The risk from then on. Its codes are at `GET …/savings/options`.
    """

    future_risk_date_of_change_basis: int | None = Field(
        ..., validation_alias="FutureRiskDateOfChangeBasis", serialization_alias="FutureRiskDateOfChangeBasis"
    )
    """
    What decides the day; the next three members belong to one basis each. {_PENSIONS}
    """

    future_risk_date_of_change_event_guid: str | None = Field(
        ..., validation_alias="FutureRiskDateOfChangeEventGUID", serialization_alias="FutureRiskDateOfChangeEventGUID"
    )
    """
    The life event that decides the day.
    """

    future_risk_date_of_change_age: int | None = Field(
        ..., validation_alias="FutureRiskDateOfChangeAge", serialization_alias="FutureRiskDateOfChangeAge"
    )
    """
    The age that decides the day.
    """

    future_risk_date_of_change_date: date_aliased | None = Field(
        ..., validation_alias="FutureRiskDateOfChangeDate", serialization_alias="FutureRiskDateOfChangeDate"
    )
    """
    The day.
    """

    default_account: int | None = Field(..., validation_alias="DefaultAccount", serialization_alias="DefaultAccount")
    """
    1 for the account that the household began with, else null.
    """

    formatted_values: dict[str, str] | None = Field(
        default=None, validation_alias="FormattedValues", serialization_alias="FormattedValues"
    )
    """
    Members as people read them, in the household's locale; whole units of money.
    """


class SavingBody(Model):
    """
    POST and PUT of a saving.
    """

    client_guid: str = Field(..., validation_alias="ClientGUID", serialization_alias="ClientGUID")
    """
    The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
    """

    savings_description: str = Field(
        ..., validation_alias="SavingsDescription", serialization_alias="SavingsDescription"
    )
    """
    What it is called: at most 100 characters, none of `\\:*"<>|`.
    """

    savings_type: int = Field(..., validation_alias="SavingsType", serialization_alias="SavingsType")
    """
    The kind of saving; it stays once there are contributions. Its codes are at `GET …/savings/options`.
    """

    value: Decimal = Field(..., validation_alias="Value", serialization_alias="Value")
    """
    The balance in the household's currency; below 0 for `SavingsType` 1 alone.
    """

    value_date: date_aliased = Field(..., validation_alias="ValueDate", serialization_alias="ValueDate")
    """
    The date of the balance: today or before.
    """

    joint_owner_client_guid: str | None = Field(
        default=None, validation_alias="JointOwnerClientGUID", serialization_alias="JointOwnerClientGUID"
    )
    """
    A second owner, where the type of saving can have one.
    """

    minimum_balance: Decimal | None = Field(
        default=None, validation_alias="MinimumBalance", serialization_alias="MinimumBalance"
    )
    """
    What is to stay on it.
    """

    dependant_guid: int | str | None = Field(
        default=None, validation_alias="DependantGUID", serialization_alias="DependantGUID"
    )
    """
    The dependant.
    """

    atr_slot: int | None = Field(default=None, validation_alias="ATRSlot", serialization_alias="ATRSlot")
    """
    Attitude to risk. Its codes are at `GET …/savings/options`.
    """

    original_investment_value: Decimal | None = Field(
        default=None, validation_alias="OriginalInvestmentValue", serialization_alias="OriginalInvestmentValue"
    )
    """
    What was invested first.
    """

    original_investment_date: date_aliased | None = Field(
        default=None, validation_alias="OriginalInvestmentDate", serialization_alias="OriginalInvestmentDate"
    )
    """
    When it was invested.
    """

    original_investment_percentage_withdrawn: Decimal | None = Field(
        default=None,
        validation_alias="OriginalInvestmentPercentageWithdrawn",
        serialization_alias="OriginalInvestmentPercentageWithdrawn",
    )
    """
    How much of it was taken out, in percent.
    """

    back_office_id: str | None = Field(
        default=None, validation_alias="BackOfficeID", serialization_alias="BackOfficeID"
    )
    """
    Its id in the adviser's back office.
    """

    back_office_sync: int | None = Field(
        default=None, validation_alias="BackOfficeSync", serialization_alias="BackOfficeSync"
    )
    """
    1: kept in step with the back office; 2: not; 3: only updated from there.
    """

    policy_number: str | None = Field(default=None, validation_alias="PolicyNumber", serialization_alias="PolicyNumber")
    """
    The number of the policy.
    """

    provider_code: str | None = Field(default=None, validation_alias="ProviderCode", serialization_alias="ProviderCode")
    """
    Who provides it. Its codes are at `GET …/savings/options`.
    """

    isa_special_type: int | None = Field(
        default=None, validation_alias="ISASpecialType", serialization_alias="ISASpecialType"
    )
    """
    The kind of ISA, for types 3 and 6. Its codes are at `GET …/savings/options`.
    """

    future_risk_level_change: int | None = Field(
        default=None, validation_alias="FutureRiskLevelChange", serialization_alias="FutureRiskLevelChange"
    )
    """
    Whether its risk changes one day. Its codes are at `GET …/pensions/options`.
    """

    future_risk_level: int | None = Field(
        default=None, validation_alias="FutureRiskLevel", serialization_alias="FutureRiskLevel"
    )
    """
    The risk from then on. Its codes are at `GET …/savings/options`.
    """

    future_risk_date_of_change_basis: int | None = Field(
        default=None, validation_alias="FutureRiskDateOfChangeBasis", serialization_alias="FutureRiskDateOfChangeBasis"
    )
    """
    What decides the day; the next three members belong to one basis each. {_PENSIONS}
    """

    future_risk_date_of_change_event_guid: int | str | None = Field(
        default=None,
        validation_alias="FutureRiskDateOfChangeEventGUID",
        serialization_alias="FutureRiskDateOfChangeEventGUID",
    )
    """
    The life event that decides the day.
    """

    future_risk_date_of_change_age: int | None = Field(
        default=None, validation_alias="FutureRiskDateOfChangeAge", serialization_alias="FutureRiskDateOfChangeAge"
    )
    """
    The age that decides the day.
    """

    future_risk_date_of_change_date: date_aliased | None = Field(
        default=None, validation_alias="FutureRiskDateOfChangeDate", serialization_alias="FutureRiskDateOfChangeDate"
    )
    """
    The day.
    """


class SavingsGoal(Model):
    """
    A savings goal with exactly the published members.
    """

    id: str
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    account_id: str
    """
    The account that the goal is attached to. Its id in either form is accepted.
    """

    name: str
    """
    What the saver calls it: 1 to 255 characters.
    """

    target_amount: Money
    """
    What is to be reached.
    """

    recurrent_amount: Money
    """
    What is put in each month.
    """

    target_date: date_aliased
    """
    The date by which the target is to be reached.
    """

    saved_amount: Money
    """
    The running total of the goal's actions.
    """

    created_at: AwareDatetime
    """
    When it was recorded.
    """


class SetPreferences(Model):
    """
    PUT /notifications/preferences.
    """

    channels: (
        dict[
            Literal[
                "goal.achieved",
                "goal.completed",
                "goal.failed",
                "goal.cancelled",
                "goal.milestone.reached",
                "goal.period.closed",
                "goal.reminder",
            ],
            Channel,
        ]
        | None
    ) = None
    """
    Where each event is reported; one that is not named is reported as by default.
    """

    language: Language | None = None
    """
    The language of notifications; null: the household's.
    """

    reminder_days: int | None = None
    """
    How many days before a period ends a reminder comes; null: as by default.
    """

    mail: MailBody | None = None
    """
    Whether e-mail goes out.
    """


class SomeAccounts(Model):
    """
    A user's accounts.
    """

    accounts: list[Account]
    """
    The accounts of the page.
    """

    meta: ListMeta
    """
    Where the list goes on.
    """


class SomeContributions(Model):
    """
    SomeContributions in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: list[Contribution]
    """
    What was asked for.
    """


class SomeLifeEvents(Model):
    """
    SomeLifeEvents in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: list[LifeEvent]
    """
    What was asked for.
    """


class SomeSavings(Model):
    """
    SomeSavings in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: list[Saving]
    """
    What was asked for.
    """


class SomeSavingsGoals(Model):
    """
    Savings goals in their envelope.
    """

    operation_id: str
    """
    The operation that was called.
    """

    data: list[SavingsGoal]
    """
    What was asked for.
    """

    metadata: SavingsGoalsMetadata
    """
    How many there are, and the filter.
    """


class Transaction(Model):
    """
    A transaction; empty optional members are left out.
    """

    type: TransactionType
    """
    Money that comes in, goes out, or moves between accounts or dreams.
    """

    id: str
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    external_id: str = Field(..., validation_alias="externalId", serialization_alias="externalId")
    """
    The id that the caller's own books have.
    """

    user: Reference
    """
    The person whose it is.
    """

    amount_cents: int = Field(..., validation_alias="amountCents", serialization_alias="amountCents")
    """
    How much, at least 1, in the currency's smallest unit.
    """

    state: Literal["settled"]
    """
    Only settled transactions are stored.
    """

    requested_at: AwareDatetime = Field(..., validation_alias="requestedAt", serialization_alias="requestedAt")
    """
    When it was asked for; the time of creation where nothing is said.
    """

    settled_at: AwareDatetime = Field(..., validation_alias="settledAt", serialization_alias="settledAt")
    """
    When it settled: the date that goals count it for. At most five minutes ahead.
    """

    from_account: Reference | None = Field(
        default=None, validation_alias="fromAccount", serialization_alias="fromAccount"
    )
    """
    The account that the money leaves.
    """

    from_dream: Dream | None = Field(default=None, validation_alias="fromDream", serialization_alias="fromDream")
    """
    The savings goal that the money is taken from.
    """

    to_account: Reference | None = Field(default=None, validation_alias="toAccount", serialization_alias="toAccount")
    """
    The account that the money reaches.
    """

    to_dream: Dream | None = Field(default=None, validation_alias="toDream", serialization_alias="toDream")
    """
    The savings goal that the money is put into.
    """

    reverses_id: str | None = Field(default=None, validation_alias="reversesId", serialization_alias="reversesId")
    """
    The transaction that this one undoes.
    """

    reversed_by_id: str | None = Field(
        default=None, validation_alias="reversedById", serialization_alias="reversedById"
    )
    """
    The transaction that undid this one.
    """


class TransactionBody(Model):
    """
    A settled transaction; which accounts and dreams it names goes by its type.
    """

    type: TransactionType
    """
    Money that comes in, goes out, or moves between accounts or dreams.
    """

    external_id: str = Field(..., validation_alias="externalId", serialization_alias="externalId")
    """
    The id in the caller's own books. The same one with the same content counts once.
    """

    user_id: str = Field(..., validation_alias="userId", serialization_alias="userId")
    """
    The person's GUID.
    """

    amount_cents: int = Field(..., validation_alias="amountCents", serialization_alias="amountCents")
    """
    How much, at least 1, in the currency's smallest unit.
    """

    requested_at: AwareDatetime | None = Field(
        default=None, validation_alias="requestedAt", serialization_alias="requestedAt"
    )
    """
    When it was asked for; the time of creation where nothing is said.
    """

    settled_at: AwareDatetime | None = Field(
        default=None, validation_alias="settledAt", serialization_alias="settledAt"
    )
    """
    When it settled: the date that goals count it for. At most five minutes ahead.
    """

    to_account_id: int | str | None = Field(
        default=None, validation_alias="toAccountId", serialization_alias="toAccountId"
    )
    """
    The account that the money reaches.
    """

    to_dream_id: int | str | None = Field(default=None, validation_alias="toDreamId", serialization_alias="toDreamId")
    """
    The savings goal that the money is put into; without one, into the residual.
    """

    from_account_id: int | str | None = Field(
        default=None, validation_alias="fromAccountId", serialization_alias="fromAccountId"
    )
    """
    The account that the money leaves.
    """

    from_dream_id: int | str | None = Field(
        default=None, validation_alias="fromDreamId", serialization_alias="fromDreamId"
    )
    """
    The savings goal that the money is taken from; without one, from the residual.
    """


class UpdateAction(Model):
    """
    PATCH /goals/v1/savings/{goal_id}/actions/{goal_action_id}; null means absent.
    """

    amount: MoneyBody | None = None
    """
    How much, always positive: the direction is in `credit_debit_indicator`.
    """

    credit_debit_indicator: Direction | None = None
    """
    `credit` puts money in, `debit` takes it out.
    """


class UpdateSavingsGoal(Model):
    """
    PATCH /goals/v1/savings/{goal_id}; null means absent.
    """

    name: str | None = None
    """
    What the saver calls it: 1 to 255 characters.
    """

    target_amount: MoneyBody | None = None
    """
    What is to be reached.
    """

    recurrent_amount: MoneyBody | None = None
    """
    What is put in each month.
    """

    target_date: date_aliased | None = None
    """
    The date by which the target is to be reached.
    """


class PreviewedSavingsGoal(Model):
    """
    A savings goal with exactly the published members.
    """

    id: str | None
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    account_id: str
    """
    The account that the goal is attached to. Its id in either form is accepted.
    """

    name: str
    """
    What the saver calls it: 1 to 255 characters.
    """

    target_amount: Money
    """
    What is to be reached.
    """

    recurrent_amount: Money
    """
    What is put in each month.
    """

    target_date: date_aliased
    """
    The date by which the target is to be reached.
    """

    saved_amount: Money
    """
    The running total of the goal's actions.
    """

    created_at: AwareDatetime
    """
    When it was recorded.
    """


class PreviewedPeriod(Model):
    """
    One period of a goal, with the published members and at the end what this product adds.
    """

    id: int | None
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    goal_id: int | None
    """
    The goal that it belongs to.
    """

    index: int
    """
    The period's place in the plan, 0 first.
    """

    start_date: date_aliased
    """
    The first date of the period.
    """

    end_date: date_aliased
    """
    The last date of the period; it closes as the next one begins.
    """

    target_amount: Amount
    """
    What the period is to bring. Decimal text in the goal's currency.
    """

    current_amount: Amount
    """
    What has been saved so far. Decimal text in the goal's currency.
    """

    required_amount: Amount
    """
    What the period needs for the goal to be on plan at its end. Decimal text in the goal's currency.
    """

    tracking_status: TrackingStatus
    """
    Progress beside the plan to date: `below`, `equal` or `above` it.
    """

    closed_amount: Amount | None
    """
    What the period had as it first closed; null until it has. Where `current_amount` differs, late money or a correction has restated it. Decimal text in the goal's currency.
    """


class Action(Model):
    """
    An action with exactly the published members.
    """

    id: str
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    amount: Money
    """
    How much, always positive: the direction is in `credit_debit_indicator`.
    """

    credit_debit_indicator: Direction
    """
    `credit` puts money in, `debit` takes it out.
    """

    created_at: AwareDatetime
    """
    When it was recorded.
    """


class Alternative(Model):
    """
    A change that would make the plan feasible.
    """

    change: str
    """
    The member to change.
    """

    value: str | Money
    """
    What to change it to.
    """


class CreateAction(Model):
    """
    POST /goals/v1/savings/{goal_id}/actions.
    """

    amount: MoneyBody
    """
    How much, always positive: the direction is in `credit_debit_indicator`.
    """

    credit_debit_indicator: Direction
    """
    `credit` puts money in, `debit` takes it out.
    """


class CreateSavingsGoal(Model):
    """
    POST /goals/v1/savings.
    """

    name: str
    """
    What the saver calls it: 1 to 255 characters.
    """

    account_id: int | str
    """
    The account that the goal is attached to. Its id in either form is accepted.
    """

    target_amount: MoneyBody | None = None
    """
    What is to be reached; can be left out where both other figures are given.
    """

    recurrent_amount: MoneyBody | None = None
    """
    What is put in each month.
    """

    target_date: date_aliased | None = None
    """
    The date by which the target is to be reached.
    """


class Goal(Model):
    """
    A goal with the published members, and what this product adds at the end.
    """

    current_period: Period | None
    """
    The period that today is in; null where none is.
    """

    id: int
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    name: str
    """
    What the saver calls it: 1 to 255 characters.
    """

    description: str | None
    """
    More words of the saver's own.
    """

    image_url: str | None
    """
    The http or https address of a picture.
    """

    account_id: int
    """
    The account that the goal is attached to. Its id in either form is accepted.
    """

    tracking_status: TrackingStatus
    """
    Progress beside the plan to date: `below`, `equal` or `above` it.
    """

    tracking_type: TrackingType
    """
    Which movements count: what comes in, what goes out, or the difference.
    """

    status: Status
    """
    Where the goal is in its life. `finalising` waits two business days for late money.
    """

    frequency: Frequency
    """
    How long a period is. `singular` is one period from start to end.
    """

    target: Target
    """
    What the plan is made for: an amount, a date, no end (`open_ended`), or a balance of the account.
    """

    currency: str
    """
    ISO 4217 code.
    """

    current_amount: Amount
    """
    What has been saved so far. Decimal text in the goal's currency.
    """

    period_amount: Amount
    """
    What each period is to bring. Decimal text in the goal's currency.
    """

    start_amount: Amount
    """
    What the goal starts with; 0 where nothing is said. Decimal text in the goal's currency.
    """

    target_amount: Amount
    """
    What is to be reached. Decimal text in the goal's currency.
    """

    start_date: date_aliased
    """
    The first date of the plan, in the household's time zone; today where nothing is said.
    """

    end_date: date_aliased
    """
    The last date of the plan.
    """

    estimated_end_date: date_aliased | None
    """
    When the target would be reached at the pace of the closed periods.
    """

    estimated_target_amount: Amount | None
    """
    What would be there at the end at that pace. Decimal text in the goal's currency.
    """

    periods_count: int
    """
    How many periods the plan has.
    """

    metadata: dict[str, Any]
    """
    Any JSON object of the client's own, up to 4 KB.
    """

    measured_by: MeasuredBy
    """
    What moves the goal: its own actions, the account's transactions or the account's balance.
    """

    sequence: int
    """
    The number of the last event about it; the next one has one more.
    """

    achieved_at: AwareDatetime | None
    """
    When the target was first reached.
    """

    finalises_at: AwareDatetime | None
    """
    When a goal that has ended gets its final status.
    """

    estimate_null_reason: str | None
    """
    Why there is no estimate.
    """


class InfeasibleProblem(Model):
    """
    A goal's plan that does not reach its target.
    """

    type: str
    """
    A URN that names the kind of problem.
    """

    title: str
    """
    The kind of problem in a sentence.
    """

    status: int
    """
    The status of the answer.
    """

    detail: str
    """
    What is wrong here.
    """

    instance: str
    """
    The path that was called.
    """

    code: str
    """
    A code that stays the same: act on it, not on the sentence.
    """

    request_id: str
    """
    The `X-Request-Id` of this answer; the log has it.
    """

    errors: list[ProblemField]
    """
    What is wrong, by member, parameter or header.
    """

    error: PublishedError
    """
    The same as the published goals clients read it.
    """

    shortfall: str
    """
    What is missing at the end of the plan.
    """

    alternatives: list[Alternative]
    """
    Changes that make the plan feasible; each is accepted when it is sent back.
    """


class InfeasibleSavingsGoal(Model):
    """
    A savings goal's plan that does not reach its target.
    """

    operation_id: str
    """
    The operation that was called.
    """

    code_id: str
    """
    A code that stays the same; `unknown` with 401 and 404.
    """

    message: str
    """
    What happened, in a sentence.
    """

    errors: dict[str, list[str]]
    """
    What is wrong, by member, parameter or header.
    """

    shortfall: Money
    """
    What is missing at the end of the plan.
    """

    alternatives: list[Alternative]
    """
    Changes that make the plan feasible; each is accepted when it is sent back.
    """


class OneAction(Model):
    """
    One action in its envelope.
    """

    operation_id: str
    """
    The operation that was called.
    """

    data: Action
    """
    What was asked for.
    """

    metadata: ActionMetadata
    """
    Which goal the action belongs to.
    """


class OneProjection(Model):
    """
    OneProjection in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: Projection
    """
    What was asked for.
    """


class OneSaving(Model):
    """
    OneSaving in its envelope.
    """

    success: Literal[True]
    """
    Whether it was done.
    """

    data: Saving
    """
    What was asked for.
    """


class OneSavingsGoal(Model):
    """
    One savings goal in its envelope.
    """

    operation_id: str
    """
    The operation that was called.
    """

    data: SavingsGoal
    """
    What was asked for.
    """


class OneTransaction(Model):
    """
    One transaction in its wrapper.
    """

    transaction: Transaction
    """
    The transaction.
    """


class ReportTransaction(Model):
    """
    POST /transactions.
    """

    transaction: TransactionBody
    """
    The transaction.
    """


class SomeActions(Model):
    """
    A page of actions in its envelope.
    """

    operation_id: str
    """
    The operation that was called.
    """

    data: list[Action]
    """
    What was asked for.
    """

    metadata: ActionsMetadata
    """
    Where the page stands.
    """


class SomeTransactions(Model):
    """
    A page of transactions.
    """

    transactions: list[Transaction]
    """
    The transactions of the page, the oldest first.
    """

    meta: ListMeta
    """
    Where the list goes on.
    """


class PreviewedGoal(Model):
    """
    A goal with the published members, and what this product adds at the end.
    """

    current_period: PreviewedPeriod | None
    """
    The period that today is in; null where none is.
    """

    id: int | None
    """
    The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
    """

    name: str
    """
    What the saver calls it: 1 to 255 characters.
    """

    description: str | None
    """
    More words of the saver's own.
    """

    image_url: str | None
    """
    The http or https address of a picture.
    """

    account_id: int
    """
    The account that the goal is attached to. Its id in either form is accepted.
    """

    tracking_status: TrackingStatus
    """
    Progress beside the plan to date: `below`, `equal` or `above` it.
    """

    tracking_type: TrackingType
    """
    Which movements count: what comes in, what goes out, or the difference.
    """

    status: Status
    """
    Where the goal is in its life. `finalising` waits two business days for late money.
    """

    frequency: Frequency
    """
    How long a period is. `singular` is one period from start to end.
    """

    target: Target
    """
    What the plan is made for: an amount, a date, no end (`open_ended`), or a balance of the account.
    """

    currency: str
    """
    ISO 4217 code.
    """

    current_amount: Amount
    """
    What has been saved so far. Decimal text in the goal's currency.
    """

    period_amount: Amount
    """
    What each period is to bring. Decimal text in the goal's currency.
    """

    start_amount: Amount
    """
    What the goal starts with; 0 where nothing is said. Decimal text in the goal's currency.
    """

    target_amount: Amount
    """
    What is to be reached. Decimal text in the goal's currency.
    """

    start_date: date_aliased
    """
    The first date of the plan, in the household's time zone; today where nothing is said.
    """

    end_date: date_aliased
    """
    The last date of the plan.
    """

    estimated_end_date: date_aliased | None
    """
    When the target would be reached at the pace of the closed periods.
    """

    estimated_target_amount: Amount | None
    """
    What would be there at the end at that pace. Decimal text in the goal's currency.
    """

    periods_count: int
    """
    How many periods the plan has.
    """

    metadata: dict[str, Any]
    """
    Any JSON object of the client's own, up to 4 KB.
    """

    measured_by: MeasuredBy
    """
    What moves the goal: its own actions, the account's transactions or the account's balance.
    """

    sequence: int
    """
    The number of the last event about it; the next one has one more.
    """

    achieved_at: AwareDatetime | None
    """
    When the target was first reached.
    """

    finalises_at: AwareDatetime | None
    """
    When a goal that has ended gets its final status.
    """

    estimate_null_reason: str | None
    """
    Why there is no estimate.
    """


class Preview(Model):
    """
    What creating or changing a goal would give; nothing was written.
    """

    feasible: bool
    """
    Whether the plan reaches its target.
    """

    goal: PreviewedGoal | PreviewedSavingsGoal | None
    """
    The goal as it would be; ids are null. Null where the plan cannot reach its target.
    """

    periods: list[PreviewedPeriod]
    """
    The periods as they would be.
    """

    estimate: Estimate | None
    """
    Where past performance leads.
    """

    shortfall: str | Money | None
    """
    What is missing at the end of the plan.
    """

    alternatives: list[Alternative]
    """
    Changes that make the plan feasible; each is accepted when it is sent back.
    """
