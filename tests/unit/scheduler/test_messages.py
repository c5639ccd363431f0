"""Messages say what happened in plain words, in two languages, with the amounts as their readers write them."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from savings.domain.notification import NOTIFIABLE, Occasion
from scheduler.messages import TEXTS, render

OCCASION = Occasion(
    event="goal.period.closed",
    goal_name="Boat",
    first_name="Anna",
    currency="GBP",
    saved=1_234_50,
    target=2_000_00,
    period_start=date(2027, 1, 5),
    period_end=date(2027, 1, 31),
    period_saved=60_00,
    planned=1_300_00,
    required=40_00,
    days_left=3,
    percent=50,
)
LANGUAGES = sorted(TEXTS)


class Reader(HTMLParser):
    """Reads a page as a mail program does."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message(language: str) -> None:
    kinds = set(TEXTS["en"].events)
    assert set(TEXTS[language].events) == kinds
    assert set(NOTIFIABLE) <= kinds


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", NOTIFIABLE)
def test_each_message_is_whole_in_text_and_html(event: str, language: str) -> None:
    message = render(replace(OCCASION, event=event), language, "en_GB")
    assert "Boat" in message.subject
    assert "\n" not in message.subject
    assert "Anna" in message.text
    assert "$" not in message.subject + message.text + message.html
    page = Reader(message.html)
    assert page.open == []
    for paragraph in message.text.split("\n\n"):
        assert paragraph in page.texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_needs_nothing_from_elsewhere(language: str) -> None:
    message = render(OCCASION, language, "en_GB")
    assert "http" not in message.html
    assert {tag for tag, _ in Reader(message.html).tags}.isdisjoint({"img", "link", "script", "a"})


@pytest.mark.parametrize(
    ("language", "locale", "currency", "written"),
    [
        ("en", "en_GB", "GBP", "£1,234.50"),
        ("en", "en_US", "GBP", "£1,234.50"),
        ("en", "fr_FR", "GBP", "£1,234.50"),
        ("en", "nonsense", "GBP", "£1,234.50"),
        ("de", "de_DE", "EUR", "1.234,50\xa0€"),
        ("de", "de-AT", "EUR", "€\xa01.234,50"),
        ("de", "de_CH", "CHF", "CHF\xa01’234.50"),
        ("de", "en_GB", "GBP", "1.234,50\xa0£"),
        ("en", "en_GB", "JPY", "JP¥123,450"),
        ("en", "en_GB", "KWD", "KWD123.450"),
    ],
)
def test_amounts_are_written_as_their_reader_does(language: str, locale: str, currency: str, written: str) -> None:
    assert written in render(replace(OCCASION, currency=currency), language, locale).text


def test_dates_are_written_as_their_reader_does() -> None:
    assert "31 January 2027" in render(OCCASION, "en", "en_GB").text
    assert "January 31, 2027" in render(OCCASION, "en", "en_US").text
    assert "31. Januar 2027" in render(OCCASION, "de", "de_DE").text


@pytest.mark.parametrize(
    ("language", "locale", "subject", "said"),
    [
        ("en", "en_GB", "“Boat”: £65.50 behind plan", ["£60.00", "£1,300.00", "£1,234.50", "£65.50"]),
        ("de", "de_DE", "„Boat“: 65,50\xa0£ hinter dem Plan", ["60,00\xa0£", "1.300,00\xa0£", "1.234,50\xa0£"]),
    ],
)
def test_a_close_below_plan_says_plan_and_amount_as_the_goal_has_them(
    language: str, locale: str, subject: str, said: list[str]
) -> None:
    message = render(OCCASION, language, locale)
    assert message.subject == subject
    assert [amount for amount in said if amount not in message.text] == []


@pytest.mark.parametrize(
    "on_plan",
    [
        {"planned": 1_234_50},
        {"planned": 0},
        {"planned": None},
        {"planned": 2_100_00, "saved": 2_000_00},
    ],
)
def test_a_close_on_plan_or_with_the_target_there_asks_for_nothing(on_plan: dict[str, int | None]) -> None:
    kept = replace(OCCASION, **on_plan)  # type: ignore[arg-type]  # each is one of its amounts
    message = render(kept, "en", "en_GB")
    assert message.subject == "“Boat”: on plan until 31 January 2027"
    assert "£0.00" not in message.text
    assert "behind" not in message.text
    assert not kept.deserves_mail


def test_a_reminder_on_the_last_day_says_so() -> None:
    reminder = replace(OCCASION, event="goal.reminder")
    assert render(reminder, "en", "en_GB").subject == "3 days left: £40.00 for “Boat”"
    assert render(replace(reminder, days_left=1), "en", "en_GB").subject == "Last day: £40.00 for “Boat”"


def test_names_are_shown_as_they_are_and_never_taken_for_markup_or_places() -> None:
    name = '<b>$saved & "co"</b>'
    message = render(replace(OCCASION, goal_name=name), "en", "en_GB")
    assert name in message.subject
    assert name in message.text
    assert "<b>" not in message.html
    assert any(name in text for text in Reader(message.html).texts)


def test_nobody_is_greeted_by_a_name_that_is_not_known() -> None:
    assert render(replace(OCCASION, first_name=None), "en", "en_GB").text.startswith("Hello,\n")


@pytest.mark.parametrize(
    ("saved", "share"), [(-5, 0), (0, 0), (1, 0), (1_999_99, 99), (2_000_00, 100), (9_999_99, 100)]
)
def test_the_bar_is_as_long_as_what_is_there(saved: int, share: int) -> None:
    cells = [
        attributes["width"]
        for tag, attributes in Reader(render(replace(OCCASION, saved=saved), "en", "en_GB").html).tags
        if tag == "td" and "bgcolor" in attributes
    ]
    assert cells == [f"{width}%" for width in (share, 100 - share) if width]
