"""The door by which an operator's commands reach this stack as they reach AWS: table, app clients, secrets, queues."""

import json
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.identity import Identity
from local.secrets import Refused
from local.services import Services

_COGNITO: Final = "AWSCognitoIdentityProviderService."
_DYNAMODB: Final = "DynamoDB_"
_BESIDE: Final = ("secretsmanager.", "AmazonSQS.")


class Aws:
    """What answers calls of AWS's JSON protocol, each named by its `X-Amz-Target`."""

    def __init__(self, engine: Any, identity: Identity, services: Services) -> None:
        """Lead calls of DynamoDB to the `engine`, which takes headers and body, and make clients of `identity`."""
        self._engine = engine
        self._services = services
        self._identity = identity

    async def answer(self, request: Request) -> Response:
        """Answer one call."""
        target, body = request.headers.get("x-amz-target", ""), await request.body()
        if target.startswith(_DYNAMODB):
            heard = self._engine({"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target}, body)
            return Response(heard.content, heard.status, media_type="application/x-amz-json-1.0")
        asked = json.loads(body)
        if target.startswith(_BESIDE):
            return self._beside(target.partition(".")[2], asked)
        name = target.removeprefix(_COGNITO)
        if name == "CreateUserPoolClient":
            client, secret = self._identity.make_client()
            made = {"UserPoolId": asked["UserPoolId"], "ClientName": asked["ClientName"], "ClientId": client}
            return JSONResponse({"UserPoolClient": {**made, "ClientSecret": secret}})
        if name == "DeleteUserPoolClient":
            is_gone = self._identity.delete_client(asked["ClientId"])
            return JSONResponse({} if is_gone else {"__type": "ResourceNotFoundException"}, 200 if is_gone else 400)
        return JSONResponse({"__type": "UnknownOperationException", "message": target}, 400)

    def _beside(self, name: str, asked: dict[str, Any]) -> Response:
        try:
            return JSONResponse(self._services.perform(name, asked))
        except Refused as refused:
            return JSONResponse({"__type": refused.code, "message": str(refused)}, 400)
        except KeyError:
            return JSONResponse({"__type": "UnknownOperationException", "message": name}, 400)
