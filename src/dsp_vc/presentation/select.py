"""Choosing what to show: of the person's credentials those that answer, and of each no more than is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dsp_vc.errors import Refused
from dsp_vc.model.credential import SD_JWT_VC, Credential
from dsp_vc.presentation.dcql import ClaimQuery, CredentialQuery, DcqlQuery

Path = tuple[str | int, ...]
NAME: tuple[Path, ...] = (("given_name",), ("family_name",))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One credential that could be shown: ``raw`` as stored, ``credential`` its reading with everything disclosed."""

    raw: str
    credential: Credential


@dataclass(frozen=True, slots=True)
class Chosen:
    """A credential to show for ``query`` (ids of the queries it answers); of an SD-JWT only ``paths`` and parents."""

    candidate: Candidate
    queries: tuple[str, ...]
    paths: frozenset[Path]

    def selects(self, path: Path) -> bool:
        """Whether the disclosure of the claim at ``path`` is to be shown."""
        return path in self.paths


def choose(
    query: DcqlQuery, candidates: Sequence[Candidate], *, formats: Sequence[str], with_name: bool
) -> list[Chosen]:
    """What to show so that every need of ``query`` is answered by credentials of ``formats``.

    The first credential that answers a need is taken, so the caller's order decides; one that answers several needs is
    shown once. Raises :class:`Refused` ``present_missing`` with the needs that nothing here answers.
    """
    taken: dict[int, tuple[list[str], set[Path]]] = {}
    missing: list[str] = []
    by_id = {entry.id: entry for entry in query.credentials}
    for options in query.wanted():
        found = next(
            (
                hits
                for option in options
                if (hits := [_first(by_id[name], candidates, formats) for name in option]) and None not in hits
            ),
            None,
        )
        if found is None:
            missing.append(" / ".join("+".join(option) for option in options))
            continue
        for hit in found:
            assert hit is not None
            number, name, claims = hit
            queries, paths = taken.setdefault(number, ([], set()))
            queries.append(name)
            paths |= _paths(candidates[number].credential, claims)
    if missing:
        raise Refused("present_missing", detail="; ".join(missing))
    extra = set(NAME) if with_name else set()
    return [
        Chosen(candidates[number], tuple(queries), frozenset(paths | extra))
        for number, (queries, paths) in taken.items()
    ]


def _first(
    query: CredentialQuery, candidates: Sequence[Candidate], formats: Sequence[str]
) -> tuple[int, str, tuple[ClaimQuery, ...]] | None:
    for number, candidate in enumerate(candidates):
        if candidate.credential.format in formats:
            claims = query.answered_by(candidate.credential)
            if claims is not None:
                return number, query.id, claims
    return None


def _paths(credential: Credential, claims: Sequence[ClaimQuery]) -> set[Path]:
    """What to disclose: what is asked, and no more. Where nothing in particular is asked: the skills with their levels
    and the basis."""
    if credential.format != SD_JWT_VC:
        return set()
    content = dict(credential.claims)
    if claims:
        return {path for claim in claims for path in claim.found_in(content)}
    skills = content.get("skills")
    found: set[Path] = {("basis",)}
    for uri in skills if isinstance(skills, dict) else ():
        found |= {("skills", uri), ("skills", uri, "level")}
    return found
