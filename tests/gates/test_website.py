"""The documentation site is made of what is committed, every link leads somewhere, and nothing comes from elsewhere."""

import os
import re
import subprocess
from pathlib import Path
from typing import Final

from website.__main__ import ROOT, led, pages

SITE: Final = ROOT / ".build" / "website" / "site"
_FETCHED: Final = re.compile(r'<(?:script|img|iframe|link)\b[^>]*?(?:src|href)="(?:https?:)?//[^"]*"')


def test_every_link_leads_somewhere_and_no_page_fetches_anything_from_elsewhere() -> None:
    own = {name: value for name, value in os.environ.items() if name not in ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES")}
    done = subprocess.run(["make", "docs"], cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    made = sorted(SITE.rglob("*.html"))
    assert {"start.html", "concepts.html", "changes.html"} <= {page.name for page in made}
    for page in made:
        text = page.read_text("utf-8").replace('<link rel="canonical"', "")
        assert not _FETCHED.findall(text), page


def test_a_link_to_code_is_its_text_and_one_to_the_readme_leads_to_the_start() -> None:
    known = pages(ROOT)
    page = ROOT / "docs" / "guides" / "go-live.md"
    markdown = "[a](../../README.md#start) [b](../../local/stack.py) [c](../operations.md) `[d](../x.md)` [e](https://x.example)"
    assert led(markdown, page, ROOT, "guides/go-live.md", known) == (
        "[a](../start.md#start) b [c](../operations.md) `[d](../x.md)` [e](https://x.example)"
    )


def test_every_page_of_the_documents_is_in_the_menu_or_among_the_decisions() -> None:
    menu = (Path(ROOT) / "website" / "mkdocs.yml").read_text("utf-8")
    missing = {
        page for page in pages(ROOT) if page.endswith(".md") and page not in menu and not page.startswith("adr/")
    }
    assert not missing
