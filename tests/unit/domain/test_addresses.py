"""Addresses that may be called, and those that lead into somebody's own net."""

import pytest

from savings.domain.addresses import is_public

PUBLIC = ("1.1.1.1", "93.184.216.34", "172.32.0.1", "192.169.0.1", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e")
OWN = {
    "this machine": ("127.0.0.1", "127.9.9.9", "0.0.0.0", "::1", "::"),  # noqa: S104
    "a private net": ("10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd00:ec2::254", "fec0::1"),
    "a link, and the metadata of a machine": ("169.254.169.254", "169.254.170.2", "fe80::1", "fe80::1%eth0"),
    "a carrier's net": ("100.64.0.1", "100.127.255.255"),
    "documents, and benchmarks": (
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "198.18.0.1",
        "2001:db8::1",
        "3fff::1",
    ),
    "many machines": ("224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1", "ff0e::1"),
    "nobody": ("240.0.0.1", "192.0.0.8", "100::1", "4000::1"),
    "version 4 within version 6": (
        *("::ffff:127.0.0.1", "::ffff:1.1.1.1", "::ffff:0:10.0.0.1", "::127.0.0.1"),
        *("64:ff9b::169.254.169.254", "64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2001:0:4136:e378::1", "192.88.99.1"),
    ),
}


@pytest.mark.parametrize("address", PUBLIC)
def test_what_everybody_reaches_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("what", OWN)
def test_what_leads_elsewhere_is_not(what: str) -> None:
    assert [address for address in OWN[what] if is_public(address)] == []


@pytest.mark.parametrize("name", ["", "localhost", "0x7f000001", "127.1", "1.1.1.1:80", "[::1]"])
def test_what_is_no_address_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="does not appear"):
        is_public(name)
