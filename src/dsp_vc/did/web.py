"""did:web: a DID that is a place on the web (did:web method specification). Nothing is fetched here.

Stricter than the method where it leaves room for tricks: the host is a full domain name in lower case and by no
reading an IP address, the path has no dots to climb with and no slash that is written as something else.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from dsp_vc.did.syntax import check_did, is_host, is_port
from dsp_vc.errors import Refused

_PREFIX = "did:web:"
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+", re.ASCII)
_PORT_COLON = re.compile(r"%3[Aa]")
_FORBIDDEN = frozenset(b'/\\?#%:@"<>') | set(range(0x21)) | {0x7F}


def web_did(domain: str, path: str = "") -> str:
    """The did:web of ``domain`` (``school.example`` or ``school.example:8443``) and ``path``, by ``/`` or ``:``.

    Capitals in the domain become small. Raises :class:`~dsp_vc.errors.Refused` ``did_web_invalid``.
    """
    trimmed = path.strip("/:")
    host, colon, port = domain.lower().partition(":")
    segments = re.split(r"[/:]", trimmed) if trimmed else []
    did = _PREFIX + ":".join([f"{host}%3A{port}" if colon else host, *segments])
    _parts(did)
    return did


def web_url(did: str) -> str:
    """The https URL where the document of a did:web is published. Raises ``did_web_invalid`` or ``did_invalid``."""
    host, port, segments = _parts(did)
    authority = f"{host}:{port}" if port else host
    path = "/".join(segments) if segments else ".well-known"
    return f"https://{authority}/{path}/did.json"


def https_iss(did: str) -> str:
    """The https ``iss`` of a did:web: the address of its place, without ``did.json``. Raises as :func:`web_url`."""
    return web_url(did).removesuffix("/.well-known/did.json").removesuffix("/did.json")


def web_did_of(iss: str) -> str | None:
    """The did:web of the place that an https ``iss`` names; ``None`` where no did:web names it."""
    authority, _, path = iss.removeprefix("https://").partition("/")
    if not iss.startswith("https://") or "//" in path:
        return None
    try:
        did = web_did(authority, path)
        return did if https_iss(did) == iss.rstrip("/") else None
    except Refused:
        return None


def check_did_web(did: str) -> None:
    """Raises :class:`~dsp_vc.errors.Refused` ``did_web_invalid`` or ``did_invalid`` where ``did`` is no did:web."""
    _parts(did)


def _parts(did: str) -> tuple[str, str, list[str]]:
    name = did.removeprefix(_PREFIX)
    if name == did:
        raise Refused("did_invalid", name=did, detail="no did:web")
    authority, *segments = name.split(":")
    host, *ports = _PORT_COLON.split(authority)
    if not is_host(host):
        raise Refused("did_web_invalid", name=did, detail="the host is no full domain name in lower case")
    if len(ports) > 1 or not all(is_port(port) for port in ports):
        raise Refused("did_web_invalid", name=did, detail="the port")
    for segment in segments:
        if not _SEGMENT.fullmatch(segment):
            raise Refused("did_web_invalid", name=did, detail="the path")
        decoded = unquote_to_bytes(segment)
        if decoded in (b".", b"..") or _FORBIDDEN.intersection(decoded):
            raise Refused("did_web_invalid", name=did, detail="the path")
    check_did(did)
    return host, ports[0] if ports else "", segments
