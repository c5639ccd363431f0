"""Secrets Manager of the stack: what the functions keep there, over a restart as well."""

from collections.abc import Mapping
from typing import Any, Final

from local.state import State


class Refused(Exception):
    """A service refuses a call; the client raises its ClientError with this code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Vault:
    """Answers the calls by which secrets are made, read, written anew and deleted."""

    def __init__(self, state: State) -> None:
        """Keep the secrets in `state`."""
        self._state = state
        self.operations: Final = {
            "CreateSecret": self._create,
            "GetSecretValue": self._read,
            "PutSecretValue": self._put,
            "DeleteSecret": self._delete,
        }

    def _create(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        if self._state.secret(parameters["Name"]) is not None:
            raise Refused("ResourceExistsException", "A secret has this name already.")
        return self._keep(parameters["Name"], parameters)

    def _read(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        token, value = self._found(parameters["SecretId"])
        return {"Name": parameters["SecretId"], "VersionId": token, "SecretString": value}

    def _put(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        token, _ = self._found(parameters["SecretId"])
        if parameters["ClientRequestToken"] == token:
            raise Refused("ResourceExistsException", "A version of the secret has this token already.")
        return self._keep(parameters["SecretId"], parameters)

    def _delete(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        # At once, as it is asked for here; nobody is refused for a secret that is not there.
        self._state.drop_secret(parameters["SecretId"])
        return {"Name": parameters["SecretId"]}

    def _found(self, name: str) -> tuple[str, str]:
        found = self._state.secret(name)
        if found is None:
            raise Refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
        return found

    def _keep(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        token = parameters["ClientRequestToken"]
        self._state.keep_secret(name, token, parameters["SecretString"])
        return {"Name": name, "VersionId": token}
