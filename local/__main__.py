"""`python -m local`: serves the whole product on this machine until it is interrupted."""

import logging
import os
import sys

from local.engine import EngineUnavailableError
from local.npm import PackageUnavailableError
from local.options import BadOption, Options


def main() -> int:
    """Serve; return the exit code."""
    with os.fdopen(os.dup(1), "w") as announcements:
        # Standard output carries the one line that says where it serves; what the functions print is their log.
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        logging.basicConfig(
            stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
        )
        logging.getLogger("botocore").setLevel(logging.WARNING)
        # Only now: the functions bind their loggers to standard output when they are loaded.
        from local.stack import DataInUse  # noqa: PLC0415
        from local.web import serve  # noqa: PLC0415

        try:
            return serve(Options.from_environment(os.environ), announcements)
        except (BadOption, DataInUse, EngineUnavailableError, PackageUnavailableError, OSError) as error:
            print(f"cannot serve: {error}", file=sys.stderr)
            return 1


if __name__ == "__main__":
    sys.exit(main())
