"""The webhooks function: where a tenant hears its events over HTTPS."""

from typing import Final

import savings  # noqa: F401  # first: it makes the start fast
from savings.api.app import App
from savings.runtime import Entry, Handler, Runtime
from webhooks import routes


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    app = App(runtime, "webhooks")
    routes.register(app)
    return app.handler


handler: Final = Entry(build)
