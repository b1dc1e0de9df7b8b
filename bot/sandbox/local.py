"""The sandbox is for this machine only: it neither listens elsewhere nor answers pages from elsewhere."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

from aiohttp import web


@lru_cache(maxsize=64)
def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    if host in ("localhost", ""):
        return host == "localhost"
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def ensure_local(request: web.Request) -> None:
    """Refuse a request that reached an address other than the loopback."""
    name = request.transport.get_extra_info("sockname") if request.transport is not None else None
    if name and isinstance(name, tuple) and not is_loopback(name[0]):
        raise web.HTTPForbidden(text="The sandbox answers on the loopback only.")


def ensure_own_page(request: web.Request) -> None:
    """Refuse requests that a page of another site makes in the visitor's browser."""
    ensure_local(request)
    for header in ("Origin", "Host"):
        value = request.headers.get(header)
        if value and value != "null":
            host = urlsplit(value if header == "Origin" else f"//{value}").hostname or ""
            if not is_loopback(host):
                raise web.HTTPForbidden(text="The sandbox answers its own page only.")
