"""A request is followed by its one id, from the answer over events and log to what a customer reads."""

from pathlib import Path

from tests.local.serving import Served
from tests.local.test_notifications import next_month


def test_one_id_leads_from_an_answer_to_its_events_its_log_and_its_notification(tmp_path: Path) -> None:
    with Served(tmp_path, LOG_LEVEL="INFO") as stack:
        made = stack.household("GBP", 1_000)
        body = {
            "name": "Boat",
            "account_id": made.account,
            "target_amount": {"value": "100", "currency": "GBP"},
            "recurrent_amount": {"value": "50", "currency": "GBP"},
        }
        goal = stack.http.post("/goals/v1/savings", json=body).raise_for_status().json()["data"]["id"]
        action = {"amount": {"value": "30"}, "credit_debit_indicator": "credit"}
        saved = stack.http.post(f"/goals/v1/savings/{goal}/actions", json=action).raise_for_status()
        request = saved.headers["X-Request-Id"]
        assert saved.headers["apigw-requestid"] == request

        followed = [event for event in stack.events() if event["detail"].get("correlationid") == request]
        assert [event["detail-type"] for event in followed] == [
            *("action.created", "goal.milestone.reached", "account.residual.changed"),
            "notification.sent",
        ]
        [line] = [line for line in stack.lines("notified") if line["request_id"] == request]
        assert line["event_id"] == followed[1]["detail"]["id"]
        read = stack.http.get("/_local/notifications").json()["notifications"]
        assert line["event_id"] in [one["event_id"] for one in read]

        refused = stack.http.post(f"/goals/v1/savings/{goal}/actions", json={})
        assert [line["request_id"] for line in stack.lines("refused")] == [refused.headers["X-Request-Id"]]

        next_month(stack)
        [run] = {
            event["detail"]["correlationid"]
            for event in stack.events()
            if event["detail-type"] == "goal.period.closed" and event["detail"]["subject"] == goal
        }
        assert run not in {request, refused.headers["X-Request-Id"]}

        written = stack.log()
        assert len(written.splitlines()) > 5
        token = stack.http.headers["Authorization"].removeprefix("Bearer ")
        assert [secret for secret in (token, "Bearer", "authorization", "user-agent") if secret in written] == []
