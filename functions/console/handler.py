"""The console function: its files behind the API's own address, and where people sign in for it.

It answers everybody: it has no data, reads nothing but its own package, and knows no caller.
"""

import base64
import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from console import policy
from savings.observability import instrumented
from savings.runtime import Entry, Handler, Runtime

FILES: Final = Path(__file__).with_name("files")
"""Where the package has them, compressed, as `contract.console` packs them."""
PAGE: Final = "index.html"
SETTINGS: Final = "settings.json"
_ASKED: Final = re.compile(r"/console(?:/(?:([0-9a-f]{16})/)?(.*))?")
"""The page, a file of it, or one with the version by which the page names it."""
_AGAIN: Final = "no-cache"
_FOR_GOOD: Final = "public, max-age=31536000, immutable"


class Site:
    """The files of a folder; people sign in at the address `sign_in`."""

    def __init__(self, folder: Path, sign_in: str) -> None:
        packed = {str(file.relative_to(folder).with_suffix("")): file.read_bytes() for file in folder.rglob("*.gz")}
        settings = json.loads(gzip.decompress(packed[SETTINGS])) | {
            "authorize": f"{sign_in}/oauth2/authorize",
            "token": f"{sign_in}/oauth2/token",
            "signOut": f"{sign_in}/logout",
        }
        self._page = packed.pop(PAGE)
        self._files = packed | {SETTINGS: gzip.compress(json.dumps(settings).encode())}
        page = gzip.decompress(self._page).decode()
        self._version = re.findall(r'src="console/([0-9a-f]{16})/', page)[0]
        self._page_headers = {**policy.of_page(page, [sign_in]), "cache-control": _AGAIN}

    def answer(self, event: Mapping[str, Any], _: Any) -> dict[str, Any]:
        """Answer the gateway's event: the page, a file of it, or 404."""
        asked = _ASKED.fullmatch(event["rawPath"])
        version, name = asked.groups(default="") if asked else ("", PAGE)
        if not name:
            return _packed(self._page, {**self._page_headers, "content-type": "text/html; charset=utf-8"})
        if name not in self._files:
            return {
                "statusCode": 404,
                "headers": {"content-type": "text/plain", **policy.OF_FILES},
                "body": "Not found",
            }
        # An old page may ask for a file by an old version: it gets what there is, and keeps it for no other.
        kept = _FOR_GOOD if version == self._version else _AGAIN
        headers = {"content-type": policy.TYPES[Path(name).suffix], "cache-control": kept, **policy.OF_FILES}
        return _packed(self._files[name], headers)


def _packed(content: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    body = base64.b64encode(content).decode()
    return {
        "statusCode": 200,
        "headers": {**headers, "content-encoding": "gzip"},
        "body": body,
        "isBase64Encoded": True,
    }


def build(runtime: Runtime, folder: Path = FILES) -> Handler:
    """Return the function's handler, which serves the files of `folder`."""
    return instrumented(runtime, Site(folder, runtime.settings.sign_in).answer)


handler: Final = Entry(build)
