"""The files of the console by their addresses below `/console/`: for the local stack, a package, a static hosting."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Final

from console.handler import FILES, PAGE, SETTINGS
from console.policy import TYPES
from contract.callers import SAVER_SCOPES

CONSOLE: Final = Path(__file__).parents[1] / "console"
LIBRARIES: Final = {
    "preact.mjs": "preact/dist/preact.mjs",
    "hooks.mjs": "preact/hooks/dist/hooks.mjs",
    "htm.mjs": "htm/dist/htm.mjs",
    "signals-core.mjs": "@preact/signals-core/dist/signals-core.mjs",
    "signals.mjs": "@preact/signals/dist/signals.mjs",
}
"""The console's libraries: the name under which its import map knows a file, and the file in its package."""
SIGN_IN: Final = {"signIn": "code", "scope": " ".join(SAVER_SCOPES)}
"""What the page has to know where people sign in: they get a saver's scopes, whatever else there is."""


def libraries(packages: Path) -> dict[str, Path]:
    """Return each library by its address; `packages` is where npm has put them."""
    return {f"lib/{name}": packages / file for name, file in LIBRARIES.items()}


def files(packages: Path) -> dict[str, Path]:
    """Return each file by its address."""
    own = {str(file.relative_to(CONSOLE)): file for file in sorted(CONSOLE.rglob("*")) if file.suffix in TYPES}
    return own | libraries(packages)


def packed(packages: Path) -> dict[str, bytes]:
    """Return what the package of the function `console` has beside its code, by the path in it.

    The page names its files by a version, so that browsers may keep them for good.
    """
    content = {name: file.read_bytes() for name, file in files(packages).items()}
    page = (CONSOLE / PAGE).read_bytes()
    digest = hashlib.sha256(page)
    for name, text in sorted(content.items()):
        digest.update(name.encode() + hashlib.sha256(text).digest())
    content[PAGE] = _naming(page, digest.hexdigest()[:16].encode())
    content[SETTINGS] = json.dumps(SIGN_IN).encode()
    folder = f"console/{FILES.name}"
    return {f"{folder}/{name}.gz": gzip.compress(text, mtime=0) for name, text in sorted(content.items())}


def _naming(page: bytes, version: bytes) -> bytes:
    return page.replace(b'"console/', b'"console/%b/' % version).replace(b'"./console/', b'"./console/%b/' % version)
