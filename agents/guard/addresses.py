"""Which addresses may be called: public ones, and hosts an administrator allows by name."""

import ipaddress
import socket
from collections.abc import Iterable

from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
# Documentation, segment-routing and site-local ranges that Python 3.11 still counts as global.
NEVER_V6 = [ipaddress.IPv6Network(net) for net in ("3fff::/20", "5f00::/16", "fec0::/10", "2001::/23")]
NEVER_V4 = [ipaddress.IPv4Network(net) for net in ("0.0.0.0/8", "100.64.0.0/10", "192.88.99.0/24", "240.0.0.0/4")]


class Refused(Exception):
    """The guard does not let this call out; the text is the sentence for people."""

    @property
    def sentence(self) -> str:
        """What was refused and how to mend it."""
        return str(self)


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address an IPv6 address leads to, if it is only a wrapping."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def is_public(text: str) -> bool:
    """Whether an address is one on the public internet, looking inside IPv4 wrapped in IPv6."""
    try:
        address: Address = ipaddress.ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if inner := _embedded(address):
            return is_public(str(inner))
        if address not in PUBLIC_V6 or any(address in net for net in NEVER_V6):
            return False
    elif any(address in net for net in NEVER_V4):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def parse_allowed(entries: Iterable[str]) -> frozenset[str]:
    """Allowed hosts as written by people ("crm.local", "10.0.0.5:8080"), in one spelling."""
    return frozenset(entry.strip().lower().rstrip(".") for entry in entries if entry and entry.strip())


def is_allowed(host: str, port: int, allowed: frozenset[str]) -> bool:
    """Whether an administrator allowed this host, or this host and port."""
    name = host.lower().rstrip(".").strip("[]")
    names = {name, f"{name}:{port}", f"[{name}]", f"[{name}]:{port}"}
    return not names.isdisjoint(allowed)


def resolve(host: str, port: int) -> list[str]:
    """Every address a host name stands for, in the order the system prefers; OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check(host: str, port: int, addresses: list[str], allowed: frozenset[str]) -> list[str]:
    """The addresses to connect to; Refused unless every one is public or the host is allowed."""
    if is_allowed(host, port, allowed):
        return addresses
    # One private address among public ones is how a name is rebound, so one is enough to refuse.
    if not addresses or not all(is_public(one) for one in addresses):
        raise Refused(
            _(
                "%(host)s is not on the public internet, so Steward does not call it. "
                "An administrator can allow it under Settings, Allowed hosts."
            )
            % {"host": f"{host}:{port}"}
        )
    return addresses
