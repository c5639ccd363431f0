"""The notifier: each event reaches its customer at most once, by the channel that the customer chose."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from savings.domain.events import Event
from savings.domain.notification import DEFAULT_CHANNELS, NOTIFIABLE, Channel, Mail, Preferences
from savings.store import notifications
from savings.usecases import notification_delivery
from scheduler.notify import TO_NOTIFY
from tests import stream
from tests.faults import Died, Faults
from tests.integration.notifications.mailbox import DONE, FROM, Mailbox, as_of_bus, bounced, complained, failures
from tests.product import ANNA, CLIENT, Product, person

pytestmark = pytest.mark.usefixtures("faults")

EMAIL = "anna@bank.example"


@pytest.fixture
def household(product: Product) -> dict[str, Any]:
    return product.household(Clients=[person(ANNA, Email=EMAIL)])


@pytest.fixture
def mailbox(product: Product) -> Mailbox:
    return Mailbox(product)


@pytest.fixture
def goal(product: Product, account: str) -> str:
    """A savings goal of 1200.00 that has just been reached."""
    goal = product.savings_goal(account)
    product.record(goal, "1200")
    return goal


@pytest.fixture
def achieved(goal: str, mailbox: Mailbox) -> Event:
    return mailbox.said("goal.achieved")


def sent(mailbox: Mailbox) -> list[Event]:
    return [event for event in mailbox.events() if event.name == "notification.sent"]


def choose(product: Product, **members: Any) -> None:
    write = notifications.save_preferences(CLIENT, ANNA, "Europe/London", Preferences(version=1, **members), None)
    product.table.write([write])


def of(event: Event, name: str) -> Event:
    """Return the event as one of another name about the same goal, with the members that this one has."""
    extra: dict[str, Any] = {"percent": 50} if name == "goal.milestone.reached" else {}
    if name in ("goal.period.closed", "goal.reminder"):
        amounts = {"current_amount": "900.00", "planned_amount": "1000.00", "period_current_amount": "20.00"}
        extra |= {member: {"currency": "GBP", "value": value} for member, value in amounts.items()}
        extra |= {"period_start_date": "2027-01-01", "period_end_date": "2027-01-31", "days_left": 3}
    return replace(event, name=name, sequence=900 + NOTIFIABLE.index(name), data=event.data | extra)


def test_a_goal_that_is_achieved_is_reported_by_mail_and_in_the_inbox(achieved: Event, mailbox: Mailbox) -> None:
    assert mailbox.receive(achieved) == DONE
    [letter] = mailbox.post.letters
    [note] = mailbox.inbox()
    assert letter["FromEmailAddress"] == FROM
    assert letter["Destination"] == {"ToAddresses": [EMAIL]}
    assert letter["ConfigurationSetName"] == "savings"
    assert {tag["Name"]: tag["Value"] for tag in letter["EmailTags"]} == {
        "tenant": CLIENT,
        "customer": ANNA,
        "event_id": achieved.id,
    }
    body = letter["Content"]["Simple"]["Body"]
    assert (note.title, note.text) == (mailbox.post.subjects[0], body["Text"]["Data"])
    assert "Holiday" in note.text
    assert "£1,200.00" in note.text
    assert (note.event, note.event_id, note.goal) == ("goal.achieved", achieved.id, achieved.subject)
    assert (note.mail, note.claim, note.is_read) == (Mail.SENT, None, False)


def test_a_notification_reports_once_that_it_was_sent(achieved: Event, mailbox: Mailbox) -> None:
    mailbox.receive(achieved)
    [event] = sent(mailbox)
    [note] = mailbox.inbox()
    assert (event.subject, event.sequence) == (note.id, 1)
    assert event.data == {
        "notification_id": note.id,
        "customer_id": ANNA,
        "event_id": achieved.id,
        "event_type": "goal.achieved",
        "channel": "email",
    }
    stream.prove_sequences(mailbox.events())


@pytest.mark.parametrize("name", NOTIFIABLE)
def test_an_event_goes_by_its_default_channel(name: str, achieved: Event, mailbox: Mailbox) -> None:
    assert mailbox.receive(of(achieved, name)) == DONE
    by_mail = DEFAULT_CHANNELS[name] is Channel.EMAIL
    [note] = mailbox.inbox()
    assert len(mailbox.post.letters) == by_mail
    assert note.mail is (Mail.SENT if by_mail else Mail.NONE)
    assert [event.data["channel"] for event in sent(mailbox)] == ["email" if by_mail else "inbox"]


@pytest.mark.parametrize("planned", ["0.00", "900.00"])
def test_a_period_after_which_the_goal_is_on_plan_makes_no_mail(
    achieved: Event, mailbox: Mailbox, planned: str
) -> None:
    closed = of(achieved, "goal.period.closed")
    on_plan = closed.data | {"planned_amount": {"currency": "GBP", "value": planned}}
    mailbox.receive(replace(closed, data=on_plan))
    assert mailbox.post.asked == 0
    assert [note.mail for note in mailbox.inbox()] == [Mail.NONE]


def test_the_letters_of_a_saver_come_with_the_plan_and_not_with_the_periods(
    product: Product, account: str, mailbox: Mailbox
) -> None:
    """100.00 a month from February on: January asks for nothing; 150.00 in February is enough for half of March."""
    goal = product.savings_goal(account)
    letters = []
    for month, amount in ((1, None), (2, "150"), (3, "50"), (4, None), (5, "200"), (6, "30")):
        if amount:
            product.record(goal, amount)
        until = f"2027-{month + 1:02}-01T10:00:00Z"
        product.close_all(until=until)
        product.clock.set(until)
        mailbox.receive(mailbox.said("goal.period.closed"))
        letters.append(mailbox.post.asked)
    assert letters == [0, 0, 0, 1, 1, 2]
    texts = [note.text for note in mailbox.inbox() if note.mail is Mail.SENT]
    assert "you had planned to have £300.00 in all; you have £200.00, which is £100.00 less." in texts[1]
    assert "you had planned to have £500.00 in all; you have £430.00, which is £70.00 less." in texts[0]
    assert not [note for note in mailbox.inbox() if "£0.00 in all" in note.text]


def test_the_close_of_a_period_is_reported_as_the_product_reports_it(
    product: Product, account: str, mailbox: Mailbox
) -> None:
    product.goal(account)
    product.close_all(until="2027-02-12T10:00:00Z")
    closed = mailbox.said("goal.period.closed")
    product.clock.instant = closed.time + timedelta(minutes=5)
    assert mailbox.receive(closed) == DONE
    [note] = mailbox.inbox()
    assert note.event == "goal.period.closed"
    assert "Boat" in note.text
    assert note.mail is Mail.SENT


@pytest.mark.parametrize(
    ("channel", "letters", "notes"), [(Channel.EMAIL, 1, 1), (Channel.INBOX, 0, 1), (Channel.NONE, 0, 0)]
)
def test_a_customers_choice_replaces_the_default(
    channel: Channel, letters: int, notes: int, product: Product, achieved: Event, mailbox: Mailbox
) -> None:
    choose(product, channels={"goal.achieved": channel})
    assert mailbox.receive(achieved) == DONE
    assert (len(mailbox.post.letters), len(mailbox.inbox())) == (letters, notes)
    assert len(sent(mailbox)) == notes


def test_messages_are_in_the_language_that_was_chosen(product: Product, achieved: Event, mailbox: Mailbox) -> None:
    mailbox.receive(achieved)
    choose(product, language="de")
    mailbox.receive(of(achieved, "goal.completed"))
    german, english = sorted(mailbox.inbox(), key=lambda note: note.event == "goal.achieved")
    assert "£1,200.00" in english.text
    assert "1.200,00\xa0£" in german.text


def test_an_event_that_comes_again_is_not_reported_again(achieved: Event, mailbox: Mailbox) -> None:
    assert mailbox.receive(achieved, achieved) == DONE
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.post.letters) == len(mailbox.inbox()) == len(sent(mailbox)) == 1


def test_of_two_workers_at_once_one_sends(achieved: Event, mailbox: Mailbox) -> None:
    mailbox.post.meanwhile(lambda: mailbox.receive(achieved))
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.post.letters) == len(mailbox.inbox()) == len(sent(mailbox)) == 1


def test_a_worker_that_is_overtaken_before_its_claim_does_nothing(
    achieved: Event, mailbox: Mailbox, faults: Faults
) -> None:
    faults.meanwhile("PutItem", lambda: mailbox.receive(achieved))
    assert mailbox.receive(achieved) == DONE
    assert faults.are_over
    assert len(mailbox.post.letters) == len(mailbox.inbox()) == len(sent(mailbox)) == 1


def test_a_worker_that_dies_before_its_claim_leaves_it_to_the_next(
    achieved: Event, mailbox: Mailbox, faults: Faults
) -> None:
    faults.die(1, after=False)
    with pytest.raises(Died):
        mailbox.receive(achieved)
    faults.heal()
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.post.letters) == len(sent(mailbox)) == 1


@pytest.mark.parametrize("after_sending", [False, True])
def test_a_letter_of_a_worker_that_died_is_unknown_and_not_sent_again(
    after_sending: bool, achieved: Event, mailbox: Mailbox, faults: Faults
) -> None:
    if after_sending:
        faults.die(2, after=False)
    else:
        mailbox.post.fail(Died())
    with pytest.raises(Died):
        mailbox.receive(achieved)
    faults.heal()
    assert mailbox.receive(achieved) == DONE
    assert mailbox.post.asked == 1
    assert [note.mail for note in mailbox.inbox()] == [Mail.CLAIMED]
    assert sent(mailbox) == []


def test_a_line_that_breaks_leaves_the_letter_unknown(achieved: Event, mailbox: Mailbox) -> None:
    mailbox.post.fail(ReadTimeoutError(endpoint_url="https://email.eu-west-1.amazonaws.com"))
    assert mailbox.receive(achieved) == DONE
    assert mailbox.receive(achieved) == DONE
    assert mailbox.post.asked == 1
    assert [note.mail for note in mailbox.inbox()] == [Mail.CLAIMED]


def test_a_fault_of_ses_leaves_the_letter_unknown(achieved: Event, mailbox: Mailbox) -> None:
    mailbox.post.refuse(500, "InternalServiceError")
    assert mailbox.receive(achieved) == DONE
    assert mailbox.receive(achieved) == DONE
    assert mailbox.post.asked == 1
    assert [note.mail for note in mailbox.inbox()] == [Mail.CLAIMED]


def test_a_letter_that_is_throttled_goes_out_with_the_next_receive(achieved: Event, mailbox: Mailbox) -> None:
    mailbox.post.refuse(429, "TooManyRequestsException")
    mailbox.post.fail(ConnectTimeoutError(endpoint_url="https://email.eu-west-1.amazonaws.com"))
    message: Any = achieved
    for waits in (1, 2):
        assert mailbox.receive(message) == DONE
        assert mailbox.inbox() == []
        assert len(mailbox.waiting) == waits
        assert 300 <= mailbox.waiting[-1]["DelaySeconds"] <= 900
        message = json.loads(mailbox.waiting[-1]["MessageBody"])
    assert mailbox.receive(message) == DONE
    assert len(mailbox.post.letters) == len(sent(mailbox)) == 1
    assert len(mailbox.waiting) == 2


def test_a_throttled_letter_holds_up_no_other_message(achieved: Event, mailbox: Mailbox) -> None:
    mailbox.post.refuse(429, "TooManyRequestsException")
    assert mailbox.receive(achieved, of(achieved, "goal.completed")) == DONE
    [waits] = mailbox.waiting
    [note] = mailbox.inbox()
    names = [note.event, json.loads(waits["MessageBody"])["detail-type"]]
    assert sorted(names) == ["goal.achieved", "goal.completed"]


def test_a_throttled_letter_that_cannot_wait_as_a_new_message_comes_again_as_this_one(
    achieved: Event, mailbox: Mailbox
) -> None:
    mailbox.post.refuse(429, "TooManyRequestsException")
    mailbox.is_queue_there = False
    assert mailbox.receive(achieved) == failures(0)
    assert mailbox.inbox() == []
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.post.letters) == 1


def test_letters_beyond_what_ses_takes_wait_until_it_takes_them(achieved: Event, mailbox: Mailbox) -> None:
    """Regression: a message that SES throttled five times went to the dead letters."""
    events = [replace(achieved, sequence=number) for number in range(1, 11)]
    for _ in range(8 * len(events)):
        mailbox.post.refuse(429, "TooManyRequestsException")
    messages: list[Any] = [*events]
    for _ in range(9):
        assert mailbox.receive(*messages) == DONE
        messages = [json.loads(message["MessageBody"]) for message in mailbox.waiting]
        mailbox.waiting.clear()
    assert messages == []
    assert len(mailbox.post.letters) == len(mailbox.inbox()) == len(events)


def test_events_of_a_batch_are_worked_on_side_by_side(achieved: Event, mailbox: Mailbox) -> None:
    """No letter is taken before all ten of the batch have been handed over."""
    gathered = threading.Barrier(10, timeout=60)
    for _ in range(10):
        mailbox.post.meanwhile(gathered.wait)
    assert mailbox.receive(*(replace(achieved, sequence=number) for number in range(1, 11))) == DONE
    assert len(mailbox.post.letters) == 10


def test_a_refused_letter_stays_in_the_inbox(achieved: Event, mailbox: Mailbox) -> None:
    mailbox.post.refuse(400, "MessageRejected")
    assert mailbox.receive(achieved) == DONE
    assert mailbox.receive(achieved) == DONE
    assert mailbox.post.asked == 1
    assert [note.mail for note in mailbox.inbox()] == [Mail.REFUSED]
    assert [event.data["channel"] for event in sent(mailbox)] == ["inbox"]


def test_a_claim_whose_answer_got_lost_is_made_again_and_its_letter_sent(
    achieved: Event, mailbox: Mailbox, faults: Faults
) -> None:
    faults.lose("PutItem", "InternalServerError")
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.post.letters) == 1
    assert [note.mail for note in mailbox.inbox()] == [Mail.SENT]


def test_an_event_for_which_no_time_is_left_comes_again(achieved: Event, mailbox: Mailbox) -> None:
    assert mailbox.receive(achieved, left=TO_NOTIFY) == failures(0)
    assert mailbox.inbox() == []
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.post.letters) == 1


def test_a_claim_that_is_made_again_because_its_answer_got_lost_knows_itself(
    product: Product, achieved: Event, mailbox: Mailbox
) -> None:
    mailbox.receive(achieved)
    [first] = mailbox.inbox()
    claim = replace(first, event_id=achieved.subject, mail=Mail.CLAIMED, claim="this attempt", sequence=0)
    now = product.clock.now()
    assert notification_delivery._claim(product.runtime, claim, now)
    assert notification_delivery._claim(product.runtime, claim, now)
    assert not notification_delivery._claim(product.runtime, replace(claim, claim="another"), now)


def test_a_throttled_table_brings_the_message_back(achieved: Event, mailbox: Mailbox, faults: Faults) -> None:
    faults.refuse("BatchGetItem", "ThrottlingException", times=10)
    assert mailbox.receive(achieved) == failures(0)
    faults.heal()
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.post.letters) == 1


@pytest.mark.parametrize(("hours", "notes"), [(48, 1), (49, 0)])
def test_an_event_of_more_than_two_days_ago_is_no_news(
    hours: int, notes: int, product: Product, achieved: Event, mailbox: Mailbox
) -> None:
    product.clock.instant = achieved.time + timedelta(hours=hours)
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.inbox()) == len(mailbox.post.letters) == notes


def test_a_replay_notifies_nobody_even_where_the_claim_is_gone(achieved: Event, mailbox: Mailbox) -> None:
    """As after a restore: the claim is younger than what was restored."""
    assert mailbox.receive({**as_of_bus(achieved), "replay-name": "bank"}) == DONE
    assert len(mailbox.inbox()) == len(mailbox.post.letters) == 0
    assert mailbox.receive(achieved) == DONE
    assert len(mailbox.inbox()) == 1


def test_skipped_events_are_counted_with_their_reason(
    product: Product,
    achieved: Event,
    mailbox: Mailbox,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    product.clock.forward(hours=49)
    mailbox.receive(achieved)
    assert [vars(record)["reason"] for record in caplog.records] == ["stale"]
    assert "NotificationsSkipped" in capsys.readouterr().out
    assert EMAIL not in caplog.text


def test_other_events_notify_nobody(goal: str, mailbox: Mailbox) -> None:
    others = [event for event in mailbox.events() if event.name not in NOTIFIABLE]
    assert others
    assert mailbox.receive(*others) == DONE
    assert mailbox.inbox() == []


def test_what_is_no_event_goes_back_alone(achieved: Event, mailbox: Mailbox) -> None:
    stranger = {"source": "aws.ec2", "detail-type": "goal.achieved", "detail": {}}
    assert mailbox.receive(stranger, achieved) == failures(0)
    assert len(mailbox.inbox()) == 1


def test_a_customer_without_an_address_has_the_inbox(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    product.record(goal, "1200")
    mailbox = Mailbox(product)
    assert mailbox.receive(mailbox.said("goal.achieved")) == DONE
    assert mailbox.post.asked == 0
    assert [note.mail for note in mailbox.inbox()] == [Mail.NONE]


def test_a_platform_without_a_sender_has_the_inbox(product: Product, achieved: Event) -> None:
    mailbox = Mailbox(product, mail_from="")
    assert mailbox.receive(achieved) == DONE
    assert mailbox.post.asked == 0
    assert [note.mail for note in mailbox.inbox()] == [Mail.NONE]


@pytest.mark.parametrize(("said", "reason"), [(bounced(), "bounce"), (complained(), "complaint")])
def test_after_a_bounce_or_a_complaint_there_is_no_more_mail(
    said: dict[str, Any], reason: str, product: Product, achieved: Event, mailbox: Mailbox
) -> None:
    assert mailbox.receive(said) == mailbox.receive(achieved) == DONE
    assert mailbox.post.asked == 0
    assert [note.mail for note in mailbox.inbox()] == [Mail.NONE]
    assert notifications.load_preferences(product.table, CLIENT, ANNA).mail_stopped == reason


def test_a_bounce_leaves_what_the_customer_chose(product: Product, mailbox: Mailbox) -> None:
    choose(product, channels={"goal.failed": Channel.NONE}, language="de", reminder_days=3)
    mailbox.receive(bounced())
    kept = notifications.load_preferences(product.table, CLIENT, ANNA)
    assert kept == Preferences({"goal.failed": Channel.NONE}, "de", 3, "bounce", version=2)


def test_a_bounce_for_now_stops_nothing(product: Product, achieved: Event, mailbox: Mailbox) -> None:
    assert mailbox.receive(bounced("Transient"), achieved) == DONE
    assert len(mailbox.post.letters) == 1


def test_a_goal_with_a_long_text_is_reported_by_its_name(product: Product, account: str, mailbox: Mailbox) -> None:
    name = "A house by the sea " + "with a garden " * 15
    goal = product.savings_goal(account, name=name[:255])
    product.record(goal, "1200")
    mailbox.receive(mailbox.said("goal.achieved"))
    [note] = mailbox.inbox()
    assert "A house by the sea" in note.text


def test_a_notification_costs_one_read_and_one_write_and_an_email_one_write_more(
    product: Product, achieved: Event, mailbox: Mailbox
) -> None:
    product.meter.watch(product.wire)
    mailbox.receive(achieved)
    assert product.meter.calls == ["BatchGetItem", "PutItem", "UpdateItem"]
    product.meter.reset()
    mailbox.receive(of(achieved, "goal.milestone.reached"))
    assert product.meter.calls == ["BatchGetItem", "PutItem"]
    product.meter.reset()
    mailbox.receive(achieved)
    assert product.meter.calls == ["BatchGetItem", "PutItem"]
