"""The contract that every answer is held against: the model of the operation, or of its family's refusals."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from contract.errors import SHAPES, refusals
from contract.openapi import answer_of
from savings.api.contract import Family, Route
from tests.contract.published_goals import hold_answer, hold_error


def conforms(route: Route, status: int, headers: Mapping[str, str], text: str) -> None:
    """Assert that an answer is one that the operation documents, member by member."""
    assert headers["X-Request-Id"]
    assert headers["Cache-Control"] == "no-store"
    if status >= 400:
        assert status in refusals(route), f"{route.operation} does not document {status}"
        refuses(route.family, headers, text)
        if route.family is Family.GOALS:
            hold_error(json.loads(text))
        return
    assert status == route.status
    if route.answer is None:
        assert text == ""
        return
    assert headers["Content-Type"] == "application/json"
    _answer(route).validate_json(text, strict=True)
    hold_answer(route.operation, json.loads(text))


def refuses(family: Family, headers: Mapping[str, str], text: str | None) -> None:
    """Assert that a refusal is one of its family."""
    assert headers["Content-Type"] == SHAPES[family][0]
    _refusal(family).validate_json(text or "", strict=True)


@cache
def _answer(route: Route) -> TypeAdapter[Any]:
    return TypeAdapter(answer_of(route))


@cache
def _refusal(family: Family) -> TypeAdapter[Any]:
    return TypeAdapter(SHAPES[family][1])


def said(body: dict[str, Any]) -> dict[str, list[str]]:
    """Return what a refusal says about each field, whichever family reported it."""
    if isinstance(body.get("errors"), list):
        by_field: dict[str, list[str]] = {}
        for error in body["errors"]:
            by_field.setdefault(error["field"], []).extend(error.get("errors") or [error["detail"]])
        return by_field
    found: dict[str, list[str]] = body.get("errors", body.get("data", {}))
    return found
