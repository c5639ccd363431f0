"""Becomes another command that ends with the process that asked for it, neither earlier nor later (Linux).

Run as a script: `leash.py <pid of the parent> <command> [argument ...]`. The kernel kills the command when the parent
is gone; a signal of a terminal or `make` to the whole process group does not reach it, so that it serves until the
parent has finished. Both survive the exec.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    """Replace this process by `command`, on a leash held by `parent`."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the leash was on
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606  # the engine, started by our own code


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
