"""What is measured where customers are notified: how late they hear, and which letters came back."""

import pytest

from tests.integration.notifications.mailbox import DONE, Mailbox, bounced, complained
from tests.measured import measured
from tests.product import Product


def test_the_lag_is_from_the_instant_at_which_an_event_became_true_until_its_person_has_it(
    product: Product, account: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mailbox = Mailbox(product)
    product.record(product.savings_goal(account), "1200")
    achieved = mailbox.said("goal.achieved")
    product.clock.forward(seconds=7)
    capsys.readouterr()
    assert mailbox.receive(achieved) == DONE
    product.clock.forward(seconds=60)
    assert mailbox.receive(achieved) == DONE
    found = measured(capsys)
    assert found["NotificationLagSeconds"] == [7]
    assert (found["NotificationsMade"], found["NotificationsSkipped"]) == ([1], [1])


def test_letters_that_came_back_for_good_and_unwanted_ones_are_counted_apart(
    product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    mailbox = Mailbox(product)
    capsys.readouterr()
    assert mailbox.receive(bounced(), bounced("Transient"), complained(), complained()) == DONE
    assert measured(capsys) == {"MailBounced": [1], "MailComplaints": [2]}
