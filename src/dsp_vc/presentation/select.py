"""Choosing what to show: of the person's credentials those that answer, and of each no more than is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dsp_vc.errors import Refused
from dsp_vc.model.credential import SD_JWT_VC, Credential
from dsp_vc.presentation.dcql import ClaimQuery, CredentialQuery, DcqlQuery

Path = tuple[str | int, ...]
_ENTRY = 2
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
        """Whether the disclosure of the claim at ``path`` is to be shown: it is asked, or stands in what is (§7.1).

        Of a skill the assessor, the evidence and the narrative are shown only where they are named.
        """
        shortest = _ENTRY + 1 if path[0] == "skills" else 1
        return path in self.paths or any(path[:length] in self.paths for length in range(shortest, len(path)))


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
            missing.append(_in_words(by_id, options))
            continue
        for hit in found:
            assert hit is not None
            number, name, claims = hit
            queries, paths = taken.setdefault(number, ([], set()))
            queries.append(name)
            paths |= _paths(candidates[number].credential, claims)
    if missing or not taken:
        raise Refused("present_missing", detail="; ".join(dict.fromkeys(missing)) or "-")
    extra = set(NAME) if with_name else set()
    return [
        Chosen(candidates[number], tuple(queries), frozenset(paths | extra))
        for number, (queries, paths) in taken.items()
    ]


def _in_words(by_id: Mapping[str, CredentialQuery], options: Sequence[Sequence[str]]) -> str:
    """A need as the person can look it up: the skills in it; else the ids of its queries."""
    claims = [claim for option in options for name in option for claim in by_id[name].claims]
    skills = [claim.path[1] for claim in claims if claim.path[0] == "skills" and len(claim.path) >= _ENTRY]
    named = dict.fromkeys(skill for skill in skills if isinstance(skill, str))
    return ", ".join(named) or " / ".join("+".join(option) for option in options)


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
    """What is asked, and no more: nothing where no claim is named (§6.4.1). Of all skills, the entries and levels."""
    if credential.format != SD_JWT_VC:
        return set()
    content = dict(credential.claims)
    found = {path for claim in claims for path in claim.found_in(content)}
    skills = content.get("skills")
    if ("skills",) in found and isinstance(skills, dict):
        found |= {place for uri in skills for place in (("skills", uri), ("skills", uri, "level"))}
    return found
