"""What the operator's book says to do in an account, done there as it stands."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from infra.components.bundle import ROOT
from tests.e2e.deployment import Deployment
from tests.e2e.emulator import ACCOUNT, REGION, make_environment

pytestmark = pytest.mark.e2e

BOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_the_first_event_comes_as_the_book_says(deployment: Deployment, tmp_path: Path) -> None:
    """The stage is another one here, and the emulator's addresses are not those that it prints."""
    (chapter,) = re.findall(r"## From a clone to the first event\n(.*?)\n## ", BOOK, re.DOTALL)
    _deploying, *commands = re.findall(r"```bash\n(.*?)```", chapter, re.DOTALL)
    said = run("\n".join(commands).replace("savings-goals-sandbox", "savings-goals-dev"), deployment, tmp_path)
    success, event = said.split("\n")
    assert success == "True"
    assert event in {f"savings.goals.{name}.v1 000000000001" for name in ("household.created", "account.opened")}


def run(script: str, deployment: Deployment, folder: Path) -> str:
    """Run a script of the book with the emulator as the account; give what it prints."""
    interpreter, _ = make_environment()
    # For SQS the command line does not look at AWS_ENDPOINT_URL.
    here = f'aws() {{ command aws --endpoint-url {deployment.emulator.url} "$@"; }}\n'
    environment = {
        "PATH": f"{interpreter.parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "e2e",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": deployment.emulator.url,
        "AWS_PAGER": "",
        "API_URL": f"http://{deployment.host()}",
        "TOKEN_URL": f"{deployment.emulator.url}/oauth2/token",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", here + script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout.strip()
