"""Where a result goes: to a file, written whole or not at all and never over an input, or to standard output."""

from __future__ import annotations

import os
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


def refuse_input(output: str | None, inputs: Iterable[str]) -> None:
    """Raise ``output_is_input`` where ``output`` is one of ``inputs``, by whatever name, or the file with the
    passphrase that the environment names; call it before the work. ``None`` and ``-`` are standard output."""
    if output is None or output == "-":
        return
    from_environment = os.environ.get(terminal.ENV_PASSPHRASE_FILE)
    for name in (*inputs, *([from_environment] if from_environment else [])):
        if name != "-" and same_file(output, name):
            raise InputError("output_is_input", path=output)


def same_file(first: str, second: str) -> bool:
    """Whether two names mean one file, there or not: by links, by case where the system ignores it, by other paths."""
    one, other = Path(first), Path(second)
    try:
        return one == other or (one.samefile(other) if one.exists() else one.resolve() == other.resolve())
    except (OSError, ValueError, RuntimeError):
        return False  # whoever reads or writes it says what is wrong with it


def files_of_wallet(path: Path) -> list[str]:
    """A wallet, its previous generation and its lock: nothing may be written over them."""
    from dsp_vc.wallet.file import backup_of, lock_of

    real = Path(os.path.realpath(path))  # a wallet behind a link has them where it lies itself
    return [str(real), str(backup_of(real)), str(lock_of(real))]


def files_of_issuer(folder: str) -> list[str]:
    """What lies in an issuer's folder: nothing may be written over it, least of all over the keys."""
    from dsp_vc.issuing.folder import FILES

    return [str(Path(folder) / name) for name in FILES]
