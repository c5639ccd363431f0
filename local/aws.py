"""The door by which an operator's commands reach this stack as they reach AWS: its table, and its app clients."""

import json
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.identity import Identity

_COGNITO: Final = "AWSCognitoIdentityProviderService."
_DYNAMODB: Final = "DynamoDB_"


class Aws:
    """What answers calls of AWS's JSON protocol, each named by its `X-Amz-Target`."""

    def __init__(self, engine: Any, identity: Identity) -> None:
        """Lead calls of DynamoDB to the `engine`, which takes headers and body, and make clients of `identity`."""
        self._engine = engine
        self._identity = identity

    async def answer(self, request: Request) -> Response:
        """Answer one call."""
        target, body = request.headers.get("x-amz-target", ""), await request.body()
        if target.startswith(_DYNAMODB):
            heard = self._engine({"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target}, body)
            return Response(heard.content, heard.status, media_type="application/x-amz-json-1.0")
        asked = json.loads(body)
        name = target.removeprefix(_COGNITO)
        if name == "CreateUserPoolClient":
            client, secret = self._identity.make_client()
            made = {"UserPoolId": asked["UserPoolId"], "ClientName": asked["ClientName"], "ClientId": client}
            return JSONResponse({"UserPoolClient": {**made, "ClientSecret": secret}})
        if name == "DeleteUserPoolClient":
            is_gone = self._identity.delete_client(asked["ClientId"])
            return JSONResponse({} if is_gone else {"__type": "ResourceNotFoundException"}, 200 if is_gone else 400)
        return JSONResponse({"__type": "UnknownOperationException", "message": target}, 400)
