"""Reading with a bound and writing atomically: the only way files are touched.

A write goes to a temporary file in the same folder, is flushed to the disk, and is renamed over the target; a crash at
any instant leaves the old or the new file. A device or a pipe is written to as it is. Nothing here is POSIX only.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dsp_vc.errors import DspVcError, InputError

MAX_INPUT = 64 * 1024 * 1024
_RANDOM = 16
LOCK_SECONDS = 10.0


class FileError(DspVcError):
    """A file could not be written; what was there before is untouched."""


def read_bounded(path: Path | str, limit: int = MAX_INPUT, *, regular: bool = False) -> bytes:
    """The bytes of ``path``, at most ``limit``. ``regular`` refuses a pipe or a device, at which a reader may wait for
    ever: for what nobody named. Raises :class:`InputError` with a code that begins with ``file_``."""
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError("file_is_folder", path=path)
        if regular and path.exists() and not path.is_file():
            raise InputError("file_unreadable", path=path, reason="it is a pipe or a device")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise InputError("file_missing", path=path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError("file_unreadable", path=path, reason=_reason(error)) from error
    if len(data) > limit:
        raise InputError("file_too_large", path=path, limit=limit)
    return data


def read_text(path: Path | str, limit: int = MAX_INPUT) -> str:
    """The text of ``path``, UTF-8. Raises :class:`InputError`."""
    try:
        return read_bounded(path, limit).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("file_not_utf8", path=path) from None


def open_bounded(path: Path | str, limit: int = MAX_INPUT) -> BinaryIO:
    """``path`` open for reading, for what is too large to be held; it has at most ``limit`` bytes by now.

    Raises :class:`InputError` with a code that begins with ``file_``.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError("file_is_folder", path=path)
        stream = path.open("rb")
    except FileNotFoundError:
        raise InputError("file_missing", path=path) from None
    except (OSError, ValueError) as error:
        raise InputError("file_unreadable", path=path, reason=_reason(error)) from error
    try:
        if stream.seek(0, os.SEEK_END) > limit:
            raise InputError("file_too_large", path=path, limit=limit)
        stream.seek(0)
    except OSError as error:  # a pipe
        stream.close()
        raise InputError("file_unreadable", path=path, reason=_reason(error)) from error
    except InputError:
        stream.close()
        raise
    return stream


@contextlib.contextmanager
def spooled(stream: BinaryIO) -> Iterator[BinaryIO]:
    """What is left in ``stream``, a pipe, as a file that can be read from any place, for as long as the block lasts.

    Raises :class:`FileError` ``file_unwritable`` where there is no room for it.
    """
    with tempfile.TemporaryFile() as copy:
        try:
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
        except OSError as error:
            raise FileError("file_unwritable", path=tempfile.gettempdir(), reason=_reason(error)) from error
        yield copy


def read_first_line(path: Path | str, limit: int) -> str:
    """The first line of a file in which somebody put a secret by an editor: without its end, nor the mark that some
    editors begin a file with. Raises :class:`InputError`."""
    text = read_text(path, limit).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    return text.split("\n", 1)[0].removesuffix("\r")


def holds(path: Path, data: bytes) -> bool:
    """Whether the file ``path`` has exactly this content; ``False`` too where that can't be seen."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except (OSError, ValueError):
        return False


def write_atomic(path: Path | str, data: bytes, *, private: bool = False, overwrite: bool = True) -> None:
    """Write ``data`` to ``path`` whole or not at all; ``private`` makes it readable for its owner alone (0600).

    Raises :class:`FileError` (``file_unwritable``, ``file_exists``).
    """
    with replacing(path, private=private, overwrite=False) if not overwrite else writing(path, private=private) as file:
        file.write(data)


@contextlib.contextmanager
def writing(path: Path | str, *, private: bool = False) -> Iterator[BinaryIO]:
    """As :func:`write_atomic`, for what is too large to be held: a file to write to, from its beginning to its end.

    Raises :class:`FileError` ``file_unwritable``.
    """
    if _is_device(Path(path)):
        try:
            with Path(path).open("wb") as stream:
                yield stream
        except (OSError, ValueError) as error:
            raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
        return
    with replacing(path, private=private) as file:
        yield file


@contextlib.contextmanager
def replacing(path: Path | str, *, private: bool = False, overwrite: bool = True) -> Iterator[BinaryIO]:
    """A file to write to, and to read back from, that becomes ``path`` when the block ends without an exception.

    Raises :class:`FileError` (``file_unwritable``, ``file_exists``).
    """
    path = Path(path)
    temporary: Path | None = None
    try:
        try:
            if path.is_dir():
                raise FileError("file_unwritable", path=path, reason="it is a folder")
            handle, temporary = _new_beside(path, 0o600 if private else 0o666)
        except ValueError as error:  # a NUL in the name
            raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if overwrite:
            os.replace(temporary, path)
        else:
            publish_new(temporary, path)
        temporary = None
        sync_folder(path.parent)
    except FileExistsError:
        raise FileError("file_exists", path=path) from None
    except OSError as error:
        raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


@contextlib.contextmanager
def building(path: Path | str) -> Iterator[Path]:
    """A place beside ``path`` where another library makes a file that its owner alone can read; it becomes ``path``
    when the block ends without an exception.

    Raises :class:`FileError` ``file_unwritable``.
    """
    path = Path(path)
    temporary: Path | None = None
    try:
        handle, temporary = _new_beside(path, 0o600)
        os.close(handle)
        yield temporary
        with temporary.open("r+b") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)
        temporary = None
        sync_folder(path.parent)
    except OSError as error:
        raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


@contextlib.contextmanager
def scratch(path: Path | str) -> Iterator[Path]:
    """A place beside ``path`` for a file that its owner alone can read, for as long as the block lasts.

    Raises :class:`FileError` ``file_unwritable``; what goes wrong in the block is left as it is.
    """
    try:
        handle, temporary = _new_beside(Path(path), 0o600)
        os.close(handle)
    except (OSError, ValueError) as error:
        raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def remove_unfinished(path: Path) -> None:
    """Remove what writers of ``path`` that were killed left behind; call it where none can be at work (a lock)."""
    for left in path.parent.glob(f"{glob.escape(_stem(path))}.{'[0-9a-f]' * _RANDOM}.tmp"):
        with contextlib.suppress(OSError):
            left.unlink()


def _new_beside(path: Path, mode: int) -> tuple[int, Path]:
    """A new file in the folder of ``path``, open to write; the system takes its umask off ``mode``."""
    temporary = path.with_name(f"{_stem(path)}.{os.urandom(_RANDOM // 2).hex()}.tmp")
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    return os.open(temporary, flags, mode), temporary


def _is_device(path: Path) -> bool:
    """Whether ``path`` takes what is written: a device, a pipe, ``/dev/stdout`` whatever that leads to.

    To put a file in its place would break the machine for everybody.
    """
    try:
        if not path.exists():
            return False
    except ValueError:  # a NUL in the name
        return False
    folder = path.parent.resolve()
    return not (path.is_file() or path.is_dir()) or folder == Path("/dev") or folder.parts[:2] == ("/", "proc")


def _stem(path: Path) -> str:
    return f".{path.name[:40]}"


@contextlib.contextmanager
def locked(lock: Path | str, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock file ``lock`` for this process; the system lets go of it when the process ends.

    Raises :class:`FileError` ``file_locked`` where another process holds it for longer than ``seconds``,
    ``file_unwritable`` where no lock can be made.
    """
    from filelock import FileLock, Timeout

    held = FileLock(str(lock), timeout=seconds)
    try:
        held.acquire()
    except Timeout:
        raise FileError("file_locked", path=lock) from None
    except OSError as error:
        raise FileError("file_unwritable", path=lock, reason=_reason(error)) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            held.release()


def write_synced(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, flushed to the disk: the first half of :func:`write_atomic`, for who has something to
    record before :func:`rename_synced`. Raises :class:`FileError`."""
    try:
        with path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise FileError("file_unwritable", path=path, reason=_reason(error)) from error


def rename_synced(pairs: Iterable[tuple[Path, Path]]) -> None:
    """Give temporary files their names, each in place of what stood there; on the disk when all have them.

    Raises :class:`FileError`; those before the one that it names have their names.
    """
    folders: set[Path] = set()
    try:
        for temporary, path in pairs:
            try:
                os.replace(temporary, path)
            except OSError as error:
                raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
            folders.add(path.parent)
    finally:
        for folder in folders:
            sync_folder(folder)


def remove(path: Path) -> None:
    """Remove a file for good; what is gone already is no error. Raises :class:`FileError`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
    sync_folder(path.parent)


def publish_new(temporary: Path, path: Path) -> None:
    """Rename ``temporary`` to ``path`` only where nothing stands there. Raises ``FileExistsError``."""
    try:
        os.link(temporary, path)  # atomic, and fails where the target exists
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(temporary, path)
    else:
        os.unlink(temporary)


def make_folder(path: Path | str, *, private: bool = False) -> Path:
    """Make the folder ``path`` with its parents, 0700 when ``private``. Raises :class:`FileError`."""
    path = Path(path)
    try:
        path.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
    return path


@contextlib.contextmanager
def new_folder(path: Path | str) -> Iterator[Path]:
    """A new folder, whole or not at all: fill the one that is given, and it becomes ``path`` at the end.

    Raises :class:`FileError` ``file_exists`` where something stands at ``path`` (an empty folder may),
    ``file_unwritable``.
    """
    path = Path(path)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileError("file_exists", path=path)
    parent = make_folder(path.absolute().parent)
    temporary: Path | None = None
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", dir=parent))
        yield temporary
        if path.exists():
            path.rmdir()
        temporary.rename(path)
        sync_folder(parent)
    except OSError as error:
        raise FileError("file_unwritable", path=path, reason=_reason(error)) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Flush the folder's own entry to the disk where the system can (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
