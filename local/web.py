"""Serves the stack over HTTP on the loopback interface, and says when it does."""

import signal
import socket
import sys
from types import FrameType
from typing import Final, TextIO

import uvicorn

from local.app import application
from local.options import Options
from local.stack import stack

HOST: Final = "127.0.0.1"


class _Server(uvicorn.Server):
    """uvicorn, which says to `announcements` from which moment it answers."""

    def __init__(self, config: uvicorn.Config, announcement: str, announcements: TextIO) -> None:
        super().__init__(config)
        self._announcement = announcement
        self._announcements = announcements

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(self._announcement, file=self._announcements, flush=True)


def serve(options: Options, announcements: TextIO) -> int:
    """Serve until a signal says stop; return the exit code.

    Raises DataInUse, EngineUnavailableError, and OSError when the port is taken.
    """
    signal.signal(signal.SIGTERM, _leave)
    try:
        # Named as TCP, so that asyncio turns Nagle's algorithm off: it would add 40 ms to every answer.
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, options.port))
            address = f"http://{HOST}:{listener.getsockname()[1]}"
            with stack(options) as running:
                config = uvicorn.Config(
                    application(running, options.origins),
                    lifespan="off",
                    log_config=None,
                    access_log=False,
                    timeout_graceful_shutdown=10,
                )
                _Server(config, f"ready {address}", announcements).run([listener])
    except KeyboardInterrupt:
        return 0
    return 0


def _leave(_: int, __: FrameType | None) -> None:
    # uvicorn ends its own work first and then hands the signal on; from here the stack is taken down in order.
    sys.exit(0)
