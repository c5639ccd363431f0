"""Makes the documentation site of docs/ and of the pages in the first folder: `make docs`.

In the repository all links lead to files. In the site README.md is the first page, and a link to code is only its text.
What is left is for Zensical, which refuses a link or a place in a page that is not there.
"""

import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FIRST: Final = {
    "README.md": "start.md",
    "CHANGELOG.md": "changes.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "clients/python/README.md": "python-client.md",
    "clients/typescript/README.md": "typescript-client.md",
    "clients/cli/README.md": "command-line.md",
}
"""Pages beside docs/, by what they are called in the site."""
KINDS: Final = (".md", ".svg", ".png")
_LINK: Final = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<to>(?![a-z]+:|#)[^)\s#]*)(?P<part>#[^)]*)?\)")
_CODE: Final = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def pages(root: Path) -> dict[str, Path]:
    """Return the files of the site by their place in it."""
    docs = root / "docs"
    found = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.suffix in KINDS}
    return found | {called: root / name for name, called in FIRST.items()}


def led(markdown: str, path: Path, root: Path, at: str, known: dict[str, Path]) -> str:
    """Return a page whose links lead to places of the site; `at` is its own."""
    places = {file.resolve(): place for place, file in known.items()}
    places[(root / "docs").resolve()] = "README.md"

    def lead(link: re.Match[str]) -> str:
        place = places.get((path.parent / link["to"]).resolve())
        if place is None:
            return link["text"]
        return f"[{link['text']}]({posixpath.relpath(place, posixpath.dirname(at) or '.')}{link['part'] or ''})"

    parts = _CODE.split(markdown)
    parts[::2] = [_LINK.sub(lead, part) for part in parts[::2]]
    return "".join(parts)


def write(root: Path, folder: Path) -> None:
    """Write the site's pages into a folder."""
    known = pages(root)
    for at, path in known.items():
        to = folder / at
        to.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            to.write_text(led(path.read_text("utf-8"), path, root, at, known), "utf-8")
        else:
            shutil.copyfile(path, to)


def main(command: list[str]) -> int:
    """Write the pages, and have Zensical do what is asked for: build them, or serve them."""
    folder = ROOT / ".build" / "website"
    shutil.rmtree(folder, ignore_errors=True)
    write(ROOT, folder / "docs")
    shutil.copyfile(Path(__file__).with_name("mkdocs.yml"), folder / "mkdocs.yml")
    zensical = Path(sys.executable).with_name("zensical")
    return subprocess.run([zensical, *(command or ["build", "--strict"])], cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
