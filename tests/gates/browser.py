"""A real Chromium: this machine's own where there is one, else the one that an npm package carries."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from local.installed import installed
from local.npm import install, node

_OWN: Final = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS: Final = (
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
    "--hide-scrollbars",
)
_UNPACK: Final = """
const fs = require("fs"), zlib = require("zlib"), [from, to] = process.argv.slice(1);
const files = { "chromium.br": "chromium", "al2023.tar.br": "libraries.tar", "fonts.tar.br": "fonts.tar" };
for (const [packed, name] of Object.entries(files))
  fs.writeFileSync(`${to}/${name}`, zlib.brotliDecompressSync(fs.readFileSync(`${from}/${packed}`)), { mode: 0o755 });
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium without a window. Raises playwright's Error where none runs."""
    with sync_playwright() as driver:
        browser = _launched(driver)
        try:
            yield browser
        finally:
            browser.close()


def axe() -> str:
    """Return the script that holds a page against the rules of accessibility."""
    return (install("browser") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def _launched(driver: Playwright) -> Browser:
    own = next(filter(None, map(shutil.which, _OWN)), None)
    if own is not None:
        return driver.chromium.launch(executable_path=own, args=[*_OPTIONS])
    folder = _unpacked()
    program = str(folder / "chromium")
    fonts: dict[str, str | float | bool] = {**os.environ, "XDG_DATA_HOME": str(folder)}
    try:
        return driver.chromium.launch(executable_path=program, args=[*_OPTIONS], env=fonts)
    except Error:  # a machine without the libraries of a desktop: the package has them beside
        libraries: dict[str, str | float | bool] = {**fonts, "LD_LIBRARY_PATH": str(folder / "lib")}
        return driver.chromium.launch(executable_path=program, args=[*_OPTIONS], env=libraries)


def _unpacked() -> Path:
    packages = install("browser")
    return installed(packages.parent.with_name(f"{packages.parent.name}-unpacked"), lambda to: _unpack(packages, to))


def _unpack(packages: Path, folder: Path) -> None:
    packed = packages / "@sparticuz" / "chromium" / "bin"
    subprocess.run([node(), "-e", _UNPACK, str(packed), str(folder)], check=True)
    for archive in ("libraries.tar", "fonts.tar"):
        shutil.unpack_archive(folder / archive, folder, filter="data")
