"""CDK's command line in the version that reads this app.

`STAGE=live python -m infra.cli deploy -c close_concurrency=8`
"""

import os
import sys

from infra.components.bundle import ROOT
from local import npm


def main() -> None:
    """Become CDK's command line, with the arguments of this one."""
    node, program = npm.node(), npm.install("cdk") / "aws-cdk" / "bin" / "cdk"
    os.chdir(ROOT)
    os.execv(node, [node, str(program), *sys.argv[1:]])  # noqa: S606


if __name__ == "__main__":
    main()
