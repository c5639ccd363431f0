"""The goals function: /goals, the goals of /goals/v1/savings, and /notifications."""

from typing import Final

from goals import notification_routes, routes, savings_routes
from savings.api.app import App
from savings.runtime import Entry, Handler, Runtime


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    app = App(runtime, "goals")
    routes.register(app)
    savings_routes.register(app)
    notification_routes.register(app)
    return app.handler


handler: Final = Entry(build)
