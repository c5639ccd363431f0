"""What pages of other origins may send and read, for the gateway on AWS and for the local one."""

from typing import Final

from savings.api.answers import REPLAYED
from savings.api.contract import CLIENT_HEADER, CUSTOMER_HEADER, KEY_HEADER, ROUTES

METHODS: Final = sorted({route.method for route in ROUTES})
SENT: Final = ("Authorization", "Content-Type", KEY_HEADER, CLIENT_HEADER, CUSTOMER_HEADER)
"""Headers of a request, beside those that every page may send."""
READ: Final = ("Apigw-Requestid", REPLAYED, "Link", "Location", "Retry-After", "X-Request-Id")
"""Headers of an answer, beside those that every page may read."""
MAX_AGE: Final = 3600
"""Seconds for which a browser need not ask again."""
EVERY_ORIGIN: Final = "*"
ORIGIN: Final = r"^(\*|https?://[^\s/*?#]+)$"
"""An origin as browsers send it, or `*` for all."""
