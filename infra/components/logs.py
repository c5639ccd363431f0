"""Where functions and gateway log: a group each, which forgets after the chosen time."""

from typing import Final

from aws_cdk import aws_logs as logs
from constructs import Construct

from contract.wiring import FUNCTIONS
from infra.settings import Settings

ACCESS: Final = "access"
_RETENTION: Final = {
    7: logs.RetentionDays.ONE_WEEK,
    30: logs.RetentionDays.ONE_MONTH,
    90: logs.RetentionDays.THREE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
    731: logs.RetentionDays.TWO_YEARS,
    1827: logs.RetentionDays.FIVE_YEARS,
}


def make_log_groups(scope: Construct, settings: Settings) -> None:
    """Add a log group for each function and one for the calls of the API."""
    for name in (*FUNCTIONS, ACCESS):
        logs.LogGroup(
            scope,
            f"{name.capitalize()}Log",
            log_group_name=_name(name, settings),
            retention=_RETENTION[settings.log_retention_days],
        )


def log_group(scope: Construct, name: str, settings: Settings) -> logs.ILogGroup:
    """Return the log group of a function, or of the API (`ACCESS`)."""
    return logs.LogGroup.from_log_group_name(scope, "Log", _name(name, settings))


def _name(name: str, settings: Settings) -> str:
    return f"{settings.path}/{name}"
