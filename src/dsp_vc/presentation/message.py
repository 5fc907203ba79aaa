"""The message that carries an answer: a compact SD-JWT with key binding; for several OpenID4VP's ``vp_token`` object;
or a signed Data Integrity presentation of whole badges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.keys.signer import Signer
from dsp_vc.presentation.select import Chosen
from dsp_vc.rdf.contexts import CREDENTIALS_V2, ContextSet
from dsp_vc.securing import key_binding
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.securing.sd_jwt import present


def token_message(
    chosen: Sequence[tuple[Chosen, Signer]],
    *,
    audience: str,
    nonce: str,
    now: datetime,
    expires: datetime | None,
    numbered: bool,
) -> bytes:
    """SD-JWTs cut down to what is asked, each bound by the key that it names.

    ``numbered``: there was no request, so that the answers are called ``0``, ``1``, …
    """
    tokens = [
        key_binding.bind(
            present(entry.candidate.raw, entry.selects),
            signer,
            audience=audience,
            nonce=nonce,
            issued_at=now,
            expires=expires,
        )
        for entry, signer in chosen
    ]
    if len(tokens) == 1:
        return tokens[0].encode()
    answers: JsonObject = {}
    for number, ((entry, _), token) in enumerate(zip(chosen, tokens, strict=True)):
        for name in (str(number),) if numbered else entry.queries:
            answers[name] = [token]
    return dumps(answers).encode()


def embedded_message(
    chosen: Sequence[Chosen],
    signer: Signer,
    holder: str,
    *,
    cryptosuite: str,
    audience: str,
    nonce: str,
    now: datetime,
    expires: datetime | None,
) -> bytes:
    """A presentation of whole badges, signed by ``holder`` (VCDM 2.0 §4.13); a badge can't be shown in part."""
    credentials: list[JsonValue] = [parse_object(entry.candidate.raw) for entry in chosen]
    unsigned: JsonObject = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": credentials,
    }
    signed = add_proof(
        unsigned,
        signer,
        cryptosuite=cryptosuite,
        contexts=ContextSet.pinned(),
        created=now,
        purpose="authentication",
        challenge=nonce,
        domain=audience,
        expires=expires,
    )
    return dumps(signed).encode()
