"""Which internet addresses may be fetched from: public ones only, however they are dressed up."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

TRANSLATED = ip_network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address
LOCALLY_TRANSLATED = ip_network("64:ff9b:1::/48")
COMPATIBLE = ip_network("::/96")  # long out of use, still understood
RELAY = ip_network("192.88.99.0/24")
ISATAP = (0x00005EFE, 0x02005EFE)
LOW = 0xFFFFFFFF


def parse_address(written: str) -> Address:
    """One address as getaddrinfo gives it. Raises: ValueError."""
    return ip_address(written.partition("%")[0])


def is_public(address: Address) -> bool:
    """
    Whether the address, and every address wrapped in it, belongs to the open internet.

    >>> [is_public(parse_address(a)) for a in ("9.9.9.9", "127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    inner = tuple(_wrapped(address))
    return all(map(_is_open, inner)) if inner else _is_open(address)


def _is_open(address: Address) -> bool:
    if not address.is_global or address.is_multicast or address.is_reserved or address in RELAY:
        return False
    return not (isinstance(address, IPv6Address) and (address.is_site_local or address in LOCALLY_TRANSLATED))


def _wrapped(address: Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return
    low = IPv4Address(int(address) & LOW)
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address in TRANSLATED or (address in COMPATIBLE and int(address) > 1):
        yield low
    elif address.sixtofour:
        yield address.sixtofour
    elif address.teredo:
        yield from address.teredo
    elif (int(address) >> 32) & LOW in ISATAP:
        yield low
