"""The bill counts what the stacks have."""

from bench import bill
from tests.infra.template import Template


def test_what_is_paid_by_the_month_is_what_there_is(template: Template) -> None:
    made = [len(template.resources(kind)) for kind in ("CloudWatch::Alarm", "CloudWatch::Dashboard", "KMS::Key")]
    assert made == [bill.ALARMS, bill.DASHBOARDS, bill.KEYS]
