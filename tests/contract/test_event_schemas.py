"""The events' schemas: in step with the code, fit for the registry, and never broken for those who read them."""

import copy
import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator

from savings.domain.events import members
from savings.domain.facts import FACTS, PastClosed
from tests.contract import asyncapi, documents, event_schemas
from tests.contract.event_examples import examples
from tests.contract.event_schemas import FOLDER, breaks, file_of, prove, schemas, texts

ANEW = "write the documents anew: python -m tests.contract.documents"
CREATED = "goal.created"


def published(name: str) -> Any:
    return json.loads(file_of(name).read_text(encoding="utf-8"))


def test_the_files_are_what_the_code_makes() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == texts(), ANEW
    assert asyncapi.FILE.read_text(encoding="utf-8") == asyncapi.text(), ANEW


def test_no_published_event_has_changed_for_those_who_read_it() -> None:
    now = schemas()
    for path in FOLDER.glob("*.v1.json"):
        name = path.name.removesuffix(".v1.json")
        assert name in now, f"{name} is published and no longer made"
        assert breaks(published(name), now[name]) == [], f"{name} needs a v2"


@pytest.mark.parametrize("name", examples())
def test_a_schema_is_draft_4_small_enough_for_the_registry_and_explains_itself(name: str) -> None:
    schema = published(name)
    Draft4Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
    assert len(json.dumps(schema)) < 65_536
    assert schema["description"].startswith("Sent ")
    assert Draft4Validator(schema).is_valid(examples()[name].envelope())


def test_a_new_member_passes_a_consumers_check_but_not_ours() -> None:
    event = copy.deepcopy(examples()[CREATED])
    event.data["mood"] = "good"
    assert Draft4Validator(published(CREATED)).is_valid(event.envelope())
    with pytest.raises(AssertionError, match="mood"):
        prove(event.envelope())


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("goal_id", "659EDD78-0000-8042-A976-D1F2005C3AA4"),
        ("goal_id", None),
        ("goal_number", "3575455835750400"),
        ("current_amount", {"currency": "GBP", "value": 1}),
        ("current_amount", {"currency": "GBP"}),
        ("status", "asleep"),
        ("start_date", "05/01/2027"),
        ("periods_count", 0),
    ],
)
def test_a_member_that_is_not_as_documented_is_found(member: str, value: object) -> None:
    event = copy.deepcopy(examples()[CREATED])
    event.data[member] = value
    with pytest.raises(AssertionError, match=member):
        prove(event.envelope())


def test_a_missing_member_is_found() -> None:
    event = copy.deepcopy(examples()[CREATED])
    del event.data["end_date"]
    with pytest.raises(AssertionError, match="end_date"):
        prove(event.envelope())


def data_of(schema: Any) -> Any:
    return schema["properties"]["data"]


def gone(schema: Any) -> None:
    del data_of(schema)["properties"]["end_date"]
    data_of(schema)["required"].remove("end_date")


def optional(schema: Any) -> None:
    data_of(schema)["required"].remove("end_date")


def retyped(schema: Any) -> None:
    data_of(schema)["properties"]["goal_number"]["type"] = "string"


def nullable(schema: Any) -> None:
    data_of(schema)["properties"]["end_date"]["type"] = ["string", "null"]


def wider(schema: Any) -> None:
    data_of(schema)["properties"]["status"]["enum"].append("paused")


def freed(schema: Any) -> None:
    del data_of(schema)["properties"]["status"]["enum"]


def respelled(schema: Any) -> None:
    data_of(schema)["properties"]["start_date"]["pattern"] = "^[0-9/]+$"


def deeper(schema: Any) -> None:
    data_of(schema)["properties"]["start_amount"]["required"].remove("currency")


@pytest.mark.parametrize("change", [gone, optional, retyped, nullable, wider, freed, respelled, deeper])
def test_a_change_that_breaks_a_consumer_is_named(change: Any) -> None:
    changed = copy.deepcopy(published(CREATED))
    change(changed)
    found = breaks(published(CREATED), changed)
    assert len(found) >= 1
    assert all(line.startswith("/data/") for line in found)


def longer(schema: Any) -> None:
    data_of(schema)["properties"]["mood"] = {"type": "string"}
    data_of(schema)["required"].append("mood")


def narrower(schema: Any) -> None:
    data_of(schema)["properties"]["status"]["enum"].remove("unstarted")


def reworded(schema: Any) -> None:
    data_of(schema)["properties"]["status"]["description"] = "as it is now"


@pytest.mark.parametrize("change", [longer, narrower, reworded])
def test_a_change_that_breaks_nobody_passes(change: Any) -> None:
    changed = copy.deepcopy(published(CREATED))
    change(changed)
    assert changed != published(CREATED)
    assert breaks(published(CREATED), changed) == []


def test_the_documents_are_not_written_over_a_published_schema_that_would_break(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(CREATED)
    data_of(before)["properties"]["mood"] = {"type": "string"}
    (tmp_path / file_of(CREATED).name).write_text(json.dumps(before), encoding="utf-8")
    monkeypatch.setattr(event_schemas, "FOLDER", tmp_path)
    with pytest.raises(SystemExit, match="mood"):
        documents.write_schemas()
    assert [path.name for path in tmp_path.iterdir()] == [file_of(CREATED).name]


def test_the_asyncapi_document_names_every_event_with_its_schema_and_a_valid_example() -> None:
    document = yaml.safe_load(asyncapi.FILE.read_text(encoding="utf-8"))
    messages = document["components"]["messages"]
    assert set(messages) == set(document["channels"]["bus"]["messages"]) == set(examples())
    for name, message in messages.items():
        schema = json.loads((asyncapi.FILE.parent / message["payload"]["schema"]["$ref"]).read_text(encoding="utf-8"))
        [example] = message["examples"]
        assert Draft4Validator(schema).is_valid(example["payload"])
        assert example["payload"]["type"] == f"savings.goals.{name}.v1"


@pytest.mark.parametrize("name", sorted(set(FACTS) - {PastClosed.name}))
def test_an_event_has_the_members_that_its_fact_names(name: str) -> None:
    assert list(examples()[name].data) == [member.name for member in members(name)]
