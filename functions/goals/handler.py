"""The goals function: /goals, and the goals of /goals/v1/savings."""

from typing import Final

import savings  # noqa: F401  # first: it makes the start fast
from goals import routes, savings_routes
from savings.api.app import App
from savings.runtime import Entry, Handler, Runtime


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    app = App(runtime, "goals")
    routes.register(app)
    savings_routes.register(app)
    return app.handler


handler: Final = Entry(build)
