"""`python -m local.publish FOLDER …`: the console's files for a stage on AWS, ready for a bank's static hosting."""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from console import policy
from contract.console import CONSOLE, SIGN_IN, files
from local.npm import install


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, with the settings of the stage and the headers that the hosting must send; return 0."""
    parser = argparse.ArgumentParser(prog="python -m local.publish", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--api", required=True, help="address of the API")
    parser.add_argument("--authorize", required=True, help="address of the sign-in page, such as …/oauth2/authorize")
    parser.add_argument("--token", required=True, help="address that gives tokens, such as …/oauth2/token")
    parser.add_argument("--client", required=True, help="an app client without a secret, for the code flow")
    parser.add_argument("--scope", default=SIGN_IN["scope"])
    given = parser.parse_args(arguments)
    addresses = {"api": given.api.rstrip("/"), "authorize": given.authorize, "token": given.token}
    settings = {**SIGN_IN, "clientId": given.client, "scope": given.scope, **addresses}
    page = (CONSOLE / "index.html").read_text(encoding="utf-8")
    called = {f"https://{urlsplit(address).netloc}" for address in addresses.values()}
    _write(given.folder / "index.html", page)
    for name, file in files(install("console")).items():
        target = given.folder / "console" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    _write(given.folder / "console" / "settings.json", json.dumps(settings, indent=1))
    _write(given.folder / "headers.json", json.dumps(policy.of_page(page, called), indent=1))
    return 0


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
