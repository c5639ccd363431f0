"""Which addresses of the internet protocol are everybody's: what a name of somebody else's may lead to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address
from typing import Final

_UNICAST: Final = IPv6Network("2000::/3")
_OF_PROTOCOLS: Final[tuple[IPv4Network | IPv6Network, ...]] = (
    *(IPv4Network(network) for network in ("192.0.0.0/24", "192.88.99.0/24")),
    # Protocol assignments with Teredo, documentation, and 6to4, which has an address of version 4 within.
    *(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")),
)
"""What `is_global` of one version of Python or another takes for everybody's, and leads elsewhere."""


def is_public(text: str) -> bool:
    """Whether an address is a single machine's that everybody reaches. Raises ValueError for what is no address.

    Whatever of version 6 is outside of the global unicast space is not: so neither is an address of version 4 that is
    written as one of version 6, by mapping or for NAT64.
    """
    address = ip_address(text)
    if any(address in network for network in _OF_PROTOCOLS):
        return False
    is_unicast = not address.is_multicast if isinstance(address, IPv4Address) else address in _UNICAST
    return is_unicast and address.is_global
