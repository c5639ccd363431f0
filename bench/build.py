"""Makes every package under measure in a folder, with the code by which the CDK app makes the product's.

`python -m bench.build FOLDER PYTHON ARCHITECTURE`; a process of its own, since the CDK's library starts one of Node.js.
"""

import subprocess
import sys
from pathlib import Path

from infra.components.bundle import ROOT, PythonBundle, function_package, layer_package
from infra.interpreter import find_interpreter

FUNCTIONS = ("goals", "actions", "households", "scheduler")
"""The functions that are measured."""


def build(folder: Path, python: str, architecture: str) -> None:
    """Fill `folder`: an interpreter, the runtime client with the peers' libraries, layer, functions, peers."""
    lock = ROOT / "requirements" / "bench.txt"
    packages = {
        "runtime": PythonBundle([], python=python, architecture=architecture, home="/var/runtime", lock=lock),
        "layer": layer_package(python, architecture, require_bytecode=True),
        "peers": PythonBundle([ROOT / "bench"], python=python, architecture=architecture, home="/var/task"),
        **{name: function_package(name, python, architecture, require_bytecode=True) for name in FUNCTIONS},
    }
    for name, package in packages.items():
        (folder / name).mkdir()
        package.try_bundle(str(folder / name))
    # Packages that start with every interpreter (.pth files) would be counted with each function: here are none.
    subprocess.run([str(find_interpreter(python)), "-m", "venv", "--without-pip", folder / "python"], check=True)


if __name__ == "__main__":
    build(Path(sys.argv[1]), *sys.argv[2:4])
