"""The console in a real Chromium: what its tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.local.serving import Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A stack of its own for each module, on a Monday morning."""
    with Served(tmp_path_factory.mktemp("console") / "data") as stack:
        stack.set_clock("2027-01-04T09:00:00Z")
        yield stack


@pytest.fixture
def desk(browser: Browser, served: Served) -> Iterator[Page]:
    """A page at a desk; at the end nothing may have failed in it, and the policy may have refused nothing."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, base_url=served.base_url) as context:
        page = context.new_page()
        faults = faults_of(page)
        yield page
        page.unroute_all(behavior="ignoreErrors")
    assert faults == [], faults


def faults_of(page: Page) -> list[str]:
    """Have what goes wrong in a page's scripts, and what its policy refuses, written into a list."""
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            faults.append(message.text)

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", hear)
    return faults


def post(served: Served, path: str, body: dict[str, Any]) -> Any:
    answer = served.http.post(path, json=body)
    assert answer.is_success, answer.text
    return answer.json()
