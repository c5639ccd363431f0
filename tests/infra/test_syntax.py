"""CloudFormation's own linter finds nothing, whatever is set."""

from pathlib import Path

import pytest

from tests.infra.template import Template


@pytest.mark.gate
@pytest.mark.parametrize("stack", ["data", "service"])
def test_the_linter_finds_nothing_with_every_optional_part_on(full: Template, tmp_path: Path, stack: str) -> None:
    """W3005 is about dependencies that CDK writes twice."""
    from cfnlint.api import lint_file  # slow to import
    from cfnlint.config import ManualArgs

    file = tmp_path / "template.json"
    file.write_text(getattr(full, stack).text, encoding="utf-8")
    found = lint_file(file, config=ManualArgs(ignore_checks=["W3005"]))
    assert [f"{match.rule.id} {match.message}" for match in found] == []
