"""Credentials in hand that the register does not know: whether this issuer signed them, and which places they have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dsp_vc.actions.material import read_messages
from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.errors import DspVcError, IssuanceError, naming
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register.adopting import Foundling
from dsp_vc.issuing.register.lists import KINDS
from dsp_vc.model.credential import OPEN_BADGE, Credential
from dsp_vc.status import bitstring, token_list
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Check, VerificationReport
from dsp_vc.verification.verifier import Verifier
from dsp_vc.words import Phrase

#: What must hold: it is whole, and signed by a key of this issuer that is not revoked. Not its dates or its status.
_HELD = (Check.FORMAT, Check.CONTEXT, Check.ISSUER_KEY, Check.PROOF, Check.ISSUER_TRUST)
_PLAIN = "token"  # what a Token Status List is called among the kinds of lists


def read(name: str, issuer: Issuer, now: datetime) -> list[tuple[Foundling, str]]:
    """The credentials in the file ``name``, each with its title, as ``issuer`` signed them.

    Raises :class:`IssuanceError` ``adopt_not_ours`` (with the reason), ``adopt_incomplete`` (its number is hidden),
    ``adopt_form`` (this program never signed it so), :class:`dsp_vc.errors.InputError`.
    """
    verifier = Verifier(TrustBundle.of_cards([issuer.card()]), clock=lambda: now)
    with naming(name):
        messages = read_messages(name)
    return [
        _foundling(message.source, report) for message in messages for report in _leaves(verifier.verify(message.raw))
    ]


def _leaves(report: VerificationReport) -> Iterator[VerificationReport]:
    if report.kind == "credential":
        yield report
    for child in report.children:
        yield from _leaves(child)


def _foundling(source: str, report: VerificationReport) -> tuple[Foundling, str]:
    wrong = next((report.check(check) for check in _HELD if not report.check(check).satisfied), None)
    if wrong is not None:
        raise IssuanceError("adopt_not_ours", name=source, reason=Phrase(wrong.code, wrong.params))
    credential = report.credential
    if credential.id is None:
        raise IssuanceError("adopt_incomplete", name=source)
    if report.mechanism is None or len(report.digests) != 1:
        raise IssuanceError("adopt_form", name=source)
    try:
        places = _places(credential)
    except DspVcError as error:
        raise IssuanceError("adopt_form", name=source, detail=error.code) from error
    holder = credential.subject_id
    found = Foundling(
        source,
        credential.id,
        {report.mechanism: report.digests[0]},
        places,
        holder if holder is not None and holder.startswith("did:") else None,
        credential.valid_from,
        credential.valid_until,
    )
    return found, credential.name or ""


def _places(credential: Credential) -> dict[str, tuple[str, int]]:
    """Its places by kind of list, each kind once, as this program writes them. Raises :class:`DspVcError`."""
    if credential.format == OPEN_BADGE:
        status = credential.claims.get("credentialStatus")
        listed: list[JsonValue] = status if isinstance(status, list) else [] if status is None else [status]
        entries = [bitstring.read_entry(entry) for entry in listed]
    else:
        claim = credential.claims.get("status")
        entries = [token_list.read_reference(*pair) for pair in (claim.items() if isinstance(claim, dict) else ())]
    found = {entry.purpose or _PLAIN: (entry.url, entry.index) for entry in entries}
    if (
        len(found) != len(entries)
        or not found.keys() <= set(KINDS)
        or any(entry.size not in (None, 1) for entry in entries)
    ):
        raise IssuanceError("adopt_form")
    return found
