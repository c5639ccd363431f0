"""The reference page in a real Chromium: it asks for the customer once, and a call from it is answered."""

import pytest
from playwright.sync_api import Browser, expect

from tests.local.serving import Served


def test_a_reader_names_the_customer_once_and_calls(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Served(tmp_path_factory.mktemp("reference") / "data") as stack, browser.new_page() as page:
        stack.household()
        customer = stack.http.headers["X-Customer-Id"]
        hosts: set[str] = set()
        page.on("request", lambda request: hosts.add(request.url.partition("#")[0]))
        page.goto(f"{stack.base_url}/docs#tag/goals/GET/goals")
        heading = page.get_by_role("heading", name="List a customer's goals").first
        expect(heading).to_be_in_viewport(timeout=30_000)
        page.get_by_role("textbox", name="Customer").fill(customer)
        with page.expect_navigation():
            page.get_by_role("button", name="Call for this customer").click()
        expect(page.get_by_text(f"X-Customer-Id: {customer}").first).to_be_visible(timeout=30_000)
        expect(heading).to_be_in_viewport()
        section = page.locator('[id$="tag/goals/GET/goals"]').first
        with page.expect_response(lambda answer: answer.url.partition("?")[0] == f"{stack.base_url}/goals") as answered:
            section.get_by_role("button", name="Test Request").first.click()
            page.get_by_role("button", name="Send get request").click()
        assert answered.value.status == 200
        assert answered.value.request.headers["x-customer-id"] == customer
        assert {url for url in hosts if not url.startswith((stack.base_url, "data:", "blob:"))} == set()
