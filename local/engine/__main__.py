"""`python -m local.engine`: fetches what the tests run on, so that they need no network themselves."""

import sys

from local.engine import DYNAMODB_LOCAL, EngineUnavailableError, fetch, preferred_engine


def main() -> int:
    """Fetch this machine's engine and the second opinion; return the exit code."""
    try:
        for name in {preferred_engine(), DYNAMODB_LOCAL}:
            fetch(name)
    except EngineUnavailableError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
