"""Messages: what a customer reads about an event, in the customer's language, as text and as HTML for e-mail.

The words stand in `texts`, by language. Babel formats amounts and dates in the household's locale or, where that speaks
another language, in the language's own.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from html import escape
from string import Template
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency

from savings.domain import money
from savings.domain.notification import Message, Occasion
from scheduler.texts import ENGLISH, GERMAN, Texts

TEXTS: Final[Mapping[str, Texts]] = {"en": ENGLISH, "de": GERMAN}
FALLBACK: Final[Mapping[str, str]] = {"en": "en_GB", "de": "de_DE"}
_BELOW: Final = "goal.period.closed.below"

Words = Mapping[str, Callable[[], object]]
"""What stands for each name in the texts, made once, where a text has it: most have few of them."""


def render(occasion: Occasion, language: str, locale: str) -> Message:
    """Return the message about an occasion. `language` is `en` or `de`, `locale` the household's, such as `en_GB`.

    Raises KeyError for an event that nobody is notified of, or another language.
    """
    texts, words = TEXTS[language], _words(occasion, _locale_of(language, locale))
    subject, lines = texts.events[_kind(occasion)]
    greeting = texts.greeting_by_name if occasion.first_name else texts.greeting
    filled = [_filled(line, words) for line in lines]
    title, progress = _filled(subject, words), _filled(texts.progress, words)
    paragraphs = [_filled(greeting, words), *filled, progress]
    text = "\n\n".join([*paragraphs, texts.why])
    bar = _bar(_share(occasion), _filled(texts.share, words))
    return Message(title, text, _html(language, title, bar, paragraphs, texts.why))


def _kind(occasion: Occasion) -> str:
    if occasion.is_behind:
        return _BELOW
    if occasion.event == "goal.reminder" and occasion.days_left == 1:
        return "goal.reminder.today"
    return occasion.event


def _locale_of(language: str, locale: str) -> Locale:
    try:
        found = Locale.parse(locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        found = None
    return found if found is not None and found.language == language else Locale.parse(FALLBACK[language])


def _words(occasion: Occasion, locale: Locale) -> Words:
    def amount(minor: int | None) -> Callable[[], str]:
        currency = occasion.currency
        value = money.show(minor or 0, currency)
        return cache(lambda: format_currency(value, currency, locale=locale, currency_digits=True))

    def day(found: date | None) -> Callable[[], str]:
        return cache(lambda: format_date(found, "long", locale=locale) if found else "")

    share = _share(occasion)
    return {
        "name": lambda: occasion.first_name or "",
        "goal": lambda: occasion.goal_name,
        "saved": amount(occasion.saved),
        "target": amount(occasion.target),
        "percent": lambda: share if occasion.percent is None else occasion.percent,
        "share": lambda: share,
        "lacking": amount(max(occasion.target - occasion.saved, 0)),
        "period_start": day(occasion.period_start),
        "period_end": day(occasion.period_end),
        "period_saved": amount(occasion.period_saved),
        "planned": amount(occasion.planned),
        "behind": amount((occasion.planned or 0) - occasion.saved),
        "required": amount(occasion.required),
        "days": lambda: occasion.days_left or 0,
    }


def _share(occasion: Occasion) -> int:
    """How much of the target is there, in whole percent from 0 to 100, rounded down."""
    if occasion.target <= 0:
        return 100
    return min(max(occasion.saved * 100 // occasion.target, 0), 100)


def _filled(line: str, words: Words) -> str:
    text = Template(line)
    return text.substitute({name: words[name]() for name in text.get_identifiers()})


def _html(language: str, title: str, bar: str, paragraphs: list[str], why: str) -> str:
    said = "".join(f'<p style="{_PARAGRAPH}">{escape(paragraph)}</p>' for paragraph in paragraphs)
    return Template(_PAGE).substitute(
        language=language,
        title=escape(title),
        said=said,
        bar=bar,
        why=escape(why),
    )


def _bar(share: int, label: str) -> str:
    """A table of two cells: mail programs show no other drawing alike."""
    cells = [(share, _FULL), (100 - share, _EMPTY)]
    drawn = [Template(_CELL).substitute(width=width, colour=colour) for width, colour in cells if width]
    return Template(_BAR).substitute(label=label, cells="".join(drawn))


_FULL: Final = "#1f8a5b"
_EMPTY: Final = "#dfe7e3"
_CELL: Final = '<td width="$width%" height="14" bgcolor="$colour" style="font-size:1px;line-height:14px">&nbsp;</td>'
_BAR: Final = """<table role="img" aria-label="$label" width="100%" cellpadding="0" cellspacing="0" \
style="border-radius:7px;overflow:hidden;border-collapse:separate"><tr>$cells</tr></table>
<p style="margin:6px 0 20px;font-size:14px;color:#5b6b64;text-align:right">$label</p>"""
_PARAGRAPH: Final = "margin:0 0 16px;font-size:16px;line-height:24px;color:#22302a"
_PAGE: Final = """<!doctype html>
<html lang="$language">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>$title</title></head>
<body style="margin:0;padding:0;background:#f2f5f3;font-family:Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" \
style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:32px 32px 12px">
<h1 style="margin:0 0 20px;font-size:22px;line-height:30px;color:#14532d">$title</h1>
$bar
$said
</td></tr></table>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;line-height:19px;color:#66756e">$why</p>
</td></tr></table>
</body>
</html>
"""
