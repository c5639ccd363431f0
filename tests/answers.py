"""The OpenAPI document, against which every answer is held: status, headers, media type, and the body by its schema."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from jsonschema_rs import Draft202012Validator

from contract.openapi import document, response_name
from savings.api.contract import Family, Route
from tests.contract.published_goals import hold_answer, hold_error

_OF_HTTP: Final = frozenset({"content-type", "content-length"})
_PLACES: Final = frozenset({"pointer", "parameter", "header"})


def conforms(route: Route, status: int, headers: Mapping[str, str], text: str) -> None:
    """Assert that a function's answer is one that the operation documents."""
    assert headers["X-Request-Id"]
    assert headers["Cache-Control"] == "no-store"
    is_documented(route, status, headers, text)
    if status >= 400:
        refuses(route.family, status, headers, text)
        if route.family is Family.GOALS:
            hold_error(json.loads(text))
    elif text:
        hold_answer(route.operation, json.loads(text))


def is_documented(route: Route, status: int, headers: Mapping[str, str], text: str) -> None:
    """Assert that an answer, of a function or of the gateway, is one that the operation documents."""
    response = document()["paths"][route.path][route.method.lower()]["responses"].get(str(status))
    assert response is not None, f"{route.operation} does not document {status}"
    if "$ref" in response:
        _fits("responses", response["$ref"].rpartition("/")[2], headers, text)
    else:
        _fits(route, status, headers, text)


def refuses(family: Family, status: int, headers: Mapping[str, str], text: str | None) -> None:
    """Assert that a refusal is one of its family, and not the gateway's."""
    _fits("responses", response_name(family, status), headers, text or "")
    body = json.loads(text or "")
    assert body.keys() != {"message"}
    for error in body["errors"] if family is Family.GOALS else ():
        assert len(error.keys() & _PLACES) == (error["code"] != "duplicate_member")


def _fits(of: Route | str, name: int | str, headers: Mapping[str, str], text: str) -> None:
    """Assert that an answer is as one place of the document has it."""
    by_header, by_media = _validators(of, name)
    sent = {header.lower(): value for header, value in headers.items()}
    for header in sent.keys() - _OF_HTTP:
        assert header in by_header, f"{header} is not documented"
        by_header[header].validate(sent[header])
    if not by_media:
        assert text == ""
        return
    assert sent["content-type"] in by_media, f"{sent['content-type']} is not documented"
    by_media[sent["content-type"]].validate(json.loads(text))


Validators = Mapping[str, Draft202012Validator]


@cache
def _validators(of: Route | str, name: int | str) -> tuple[Validators, Validators]:
    """Return what reads the headers and, by their media types, the bodies of an answer."""
    if isinstance(of, Route):
        response = document()["paths"][of.path][of.method.lower()]["responses"][str(name)]
    else:
        response = document()["components"][of][name]
    by_media = {media: validator(content["schema"]) for media, content in response.get("content", {}).items()}
    return {header.lower(): _header(header) for header in response["headers"]}, by_media


@cache
def _header(name: str) -> Draft202012Validator:
    return validator(document()["components"]["headers"][name]["schema"])


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """Return what reads a value by a schema of the document."""
    schemas = document()["components"]["schemas"]
    return Draft202012Validator({**schema, "components": {"schemas": schemas}}, validate_formats=True)


def said(body: dict[str, Any]) -> dict[str, list[str]]:
    """Return what a refusal says about each field, whichever family reported it."""
    if isinstance(body.get("errors"), list):
        by_field: dict[str, list[str]] = {}
        for error in body["errors"]:
            by_field.setdefault(error["field"], []).extend(error.get("errors") or [error["detail"]])
        return by_field
    found: dict[str, list[str]] = body.get("errors", body.get("data", {}))
    return found
