"""Finds the route of a request as an HTTP API does: whole segments, literals before variables, no 405."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from savings.api.contract import Route


@dataclass(frozen=True, slots=True)
class Match:
    """A route and the values of its path variables, percent-decoded."""

    route: Route
    variables: dict[str, str]

    @property
    def key(self) -> str:
        """The route key, such as `GET /goals/{goal_id}`."""
        return self.route.key


class RouteTable:
    """The routes of an HTTP API."""

    def __init__(self, routes: Sequence[Route]) -> None:
        """Order the routes so that the first match is the most specific one."""
        self._routes = sorted(routes, key=lambda route: [segment.startswith("{") for segment in route.path.split("/")])

    def find(self, method: str, raw_path: str) -> Match | None:
        """Return the match for a method and a path as it came, still percent-encoded, or None."""
        segments = raw_path.split("/")
        for route in self._routes:
            variables = _variables(route.path.split("/"), segments) if route.method == method else None
            if variables is not None:
                return Match(route, variables)
        return None


def _variables(pattern: Sequence[str], segments: Sequence[str]) -> dict[str, str] | None:
    if len(pattern) != len(segments):
        return None
    variables = {}
    for wanted, segment in zip(pattern, segments, strict=True):
        if wanted.startswith("{") and segment:
            variables[wanted.strip("{}")] = unquote(segment)
        elif wanted != segment:
            return None
    return variables
