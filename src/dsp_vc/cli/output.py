"""Where a result goes: to a file, written whole or not at all and never over an input, or to standard output."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dsp_vc.cli import terminal
from dsp_vc.errors import InputError
from dsp_vc.files import write_atomic


def deliver(data: str | bytes, output: str | None, inputs: Iterable[str] = (), *, private: bool = False) -> None:
    """Write ``data`` to ``output``, or to standard output for ``None`` and ``-``.

    Raises :class:`InputError` ``output_is_input``, :class:`dsp_vc.files.FileError`.
    """
    if output is None or output == "-":
        terminal.emit(data)
        return
    refuse_input(output, inputs)
    write_atomic(Path(output), data.encode() if isinstance(data, str) else data, private=private)


def refuse_input(output: str, inputs: Iterable[str]) -> None:
    """Raise ``output_is_input`` where ``output`` is one of ``inputs``, by whatever name; call it before the work."""
    target = Path(output)
    for name in inputs:
        if name == "-":
            continue
        source = Path(name)
        try:
            same = target.exists() and source.exists() and target.samefile(source)
        except (OSError, ValueError):
            continue  # the reader says what is wrong with it
        if same or target == source:
            raise InputError("output_is_input", path=output)


def files_of_issuer(folder: str) -> list[str]:
    """What lies in an issuer's folder: nothing may be written over it, least of all over the keys."""
    from dsp_vc.issuing.folder import CERTIFICATE, DID, KEYS, METADATA, PROFILE
    from dsp_vc.issuing.issued import ISSUED

    return [str(Path(folder) / name) for name in (PROFILE, KEYS, DID, METADATA, CERTIFICATE, ISSUED)]
