"""The list of skills and occupations: import, search, what is in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dsp_vc.skills.catalogue import store
from dsp_vc.skills.catalogue.model import Dataset, Hit, Kind
from dsp_vc.skills.catalogue.search import OCCUPATIONS, SKILLS
from dsp_vc.skills.catalogue.search import search as search_catalogue
from dsp_vc.skills.catalogue.store import Imported
from dsp_vc.trust.store import data_folder


@dataclass(frozen=True, slots=True)
class InUse:
    """Which catalogue is in use; ``path`` is ``None`` for the one that came with the product."""

    path: Path | None
    datasets: tuple[Dataset, ...]
    skills: int
    occupations: int
    groups: int


def folder() -> Path:
    """Where the user's catalogue lies."""
    return data_folder() / "skills"


def size(names: Sequence[str]) -> int:
    """How many bytes of tables there are in the files, for :func:`import_files`' progress.

    Raises :class:`~dsp_vc.errors.InputError`.
    """
    return store.total_bytes([Path(name) for name in names])


def import_files(
    names: Sequence[str],
    *,
    anew: bool = False,
    names_only: bool = False,
    version: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Take files into the user's catalogue; see :func:`dsp_vc.skills.catalogue.store.import_files`. ``progress`` is
    told how many bytes more were read."""
    files = [Path(name) for name in names]
    return store.import_files(folder(), files, anew=anew, names_only=names_only, version=version, progress=progress)


def search(text: str, *, occupations: bool = False, lang: str = "nl", limit: int = 10) -> list[Hit]:
    """Skills, or occupations, that ``text`` may mean. Raises :class:`~dsp_vc.errors.InputError`."""
    with store.catalogue_in(folder()) as catalogue:
        return search_catalogue(catalogue, text, kinds=OCCUPATIONS if occupations else SKILLS, lang=lang, limit=limit)


def in_use() -> InUse:
    """What is in use. Raises :class:`~dsp_vc.errors.InputError`."""
    path = folder() / store.FILE
    with store.catalogue_in(folder()) as catalogue:
        skills, jobs = catalogue.count(Kind.SKILL, Kind.KNOWLEDGE), catalogue.count(Kind.OCCUPATION)
        groups = catalogue.count(Kind.GROUP)
        return InUse(path if path.exists() else None, catalogue.datasets(), skills, jobs, groups)
