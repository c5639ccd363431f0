"""`python -m local`: serves the whole product on this machine until it is interrupted."""

import logging
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from local.engine import EngineUnavailableError
from local.folder import DataInUse
from local.installed import PackageUnavailableError
from local.options import BadOption, Options

_FUNCTIONS: Final = {
    "LOG_LEVEL": "WARNING",
    "POWERTOOLS_SERVICE_NAME": "local",
    "POWERTOOLS_TRACE_DISABLED": "true",
}


def main() -> int:
    """Serve; return the exit code."""
    with os.fdopen(os.dup(1), "w") as announcements, Path(os.devnull).open("w") as nowhere:
        # Standard output carries the one line that says where it serves; what the functions log goes to the other.
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        logging.basicConfig(
            stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
        )
        logging.getLogger("botocore").setLevel(logging.WARNING)
        try:
            options = Options.from_environment(os.environ)
            # Only now is the functions' logger made: from the environment, and for this output.
            for name, value in _FUNCTIONS.items():
                os.environ.setdefault(name, value)
            import_module("savings.observability")
            from local.web import serve  # noqa: PLC0415

            # What they print from here on are metrics for CloudWatch, which nobody reads here.
            sys.stdout = nowhere
            return serve(options, announcements)
        except (BadOption, DataInUse, EngineUnavailableError, PackageUnavailableError, OSError) as error:
            print(f"cannot serve: {error}", file=sys.stderr)
            return 1


if __name__ == "__main__":
    sys.exit(main())
