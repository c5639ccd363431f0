"""What a browser may do with the console: the headers of its page and of its files, wherever they are served."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final

TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""The media type of each kind of file that the page loads."""
OF_FILES: Final[Mapping[str, str]] = {"x-content-type-options": "nosniff"}


def of_page(page: str, called: Iterable[str] = ()) -> dict[str, str]:
    """Return the headers of the page: its own files, its one inline script by hash, nothing else.

    Beside its own origin it may call those in `called`.
    """
    inline = re.findall(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *(f"'sha256-{digest}'" for digest in hashes)]),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": " ".join(["'self'", *sorted(called)]),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "referrer-policy": "no-referrer",
        **OF_FILES,
    }
