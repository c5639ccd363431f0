"""The table is the one that the code is written for, and hard to lose."""

from savings.store.schema import TABLE, TTL_ATTRIBUTE
from tests.infra.template import Template


def test_the_table_is_the_declared_one(template: Template) -> None:
    table = template.only("DynamoDB::Table")
    made = {key: table[key] for key in ("KeySchema", "GlobalSecondaryIndexes", "BillingMode")}
    assert made == {key: TABLE[key] for key in made}
    assert _by_name(table["AttributeDefinitions"]) == _by_name(TABLE["AttributeDefinitions"])
    assert table["StreamSpecification"] == {"StreamViewType": TABLE["StreamSpecification"]["StreamViewType"]}


def test_expired_items_go_by_themselves(template: Template) -> None:
    assert template.only("DynamoDB::Table")["TimeToLiveSpecification"] == {
        "AttributeName": TTL_ATTRIBUTE,
        "Enabled": True,
    }


def test_the_table_can_be_restored_to_any_second_of_35_days(template: Template) -> None:
    recovery = template.only("DynamoDB::Table")["PointInTimeRecoverySpecification"]
    assert recovery == {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 35}


def test_the_table_is_encrypted_with_a_key_whose_use_is_recorded(template: Template) -> None:
    assert template.only("DynamoDB::Table")["SSESpecification"] == {"SSEEnabled": True}


def _by_name(definitions: list[dict[str, str]]) -> dict[str, str]:
    return {definition["AttributeName"]: definition["AttributeType"] for definition in definitions}
