"""The layer's size by package, unzipped and zipped: `python -m bench.sizes`."""

import io
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bench.artefacts import artefacts
from bench.figures import Table

EVERYTHING = "all packages"


@dataclass(frozen=True, slots=True)
class Size:
    """Megabytes as they lie in the layer, and as they are uploaded."""

    unzipped: float
    zipped: float


def sizes() -> dict[str, Size]:
    """Return the size of the layer and of each package in it, the largest first."""
    layer = artefacts().folder / "layer" / "python"
    packages: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for path in layer.rglob("*") if path.is_file()):
        packages[_package(path.relative_to(layer))].append(path)
    found = {name: _size(layer, paths) for name, paths in packages.items()}
    every = Size(sum(one.unzipped for one in found.values()), sum(one.zipped for one in found.values()))
    return {EVERYTHING: every, **dict(sorted(found.items(), key=lambda one: -one[1].unzipped))}


def _package(path: Path) -> str:
    first = path.name if path.parts[0] == "__pycache__" else path.parts[0]
    return first.partition("-")[0].partition(".")[0]


def _size(layer: Path, paths: list[Path]) -> Size:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.relative_to(layer))
    return Size(sum(path.stat().st_size for path in paths) / 1e6, len(packed.getvalue()) / 1e6)


def report(found: dict[str, Size]) -> Table:
    """Return a table of the packages."""
    table = Table(("layer", "MB unzipped", "MB zipped"))
    for name, size in found.items():
        table.add(name, size.unzipped, size.zipped)
    return table


if __name__ == "__main__":
    print(report(sizes()).text())
