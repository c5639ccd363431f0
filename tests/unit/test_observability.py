"""Log lines of failures: kinds and stacks, no messages."""

import pytest

from savings.observability import logger


def test_causes_that_run_in_a_circle_are_each_written_once(caplog: pytest.LogCaptureFixture) -> None:
    first, second = KeyError("Anna"), ValueError("Gray")
    first.__cause__, second.__cause__ = second, first
    try:
        raise first
    except KeyError:
        logger.exception("failed")

    written = vars(caplog.records[-1])["exception"]
    assert [written.count(kind) for kind in ("builtins.KeyError", "builtins.ValueError")] == [1, 1]
    assert "'Anna'" not in written
