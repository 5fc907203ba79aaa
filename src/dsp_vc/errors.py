"""The exception tree. An exception means that the work could not be done; a bad credential is data (a report).

Every error carries a stable ``code``. Its words, in English and plain Dutch, stand in :mod:`dsp_vc.words` under that
code, so that a face can show them in either language and a program can act on the code alone.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from dsp_vc import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dsp_vc.verification.report import VerificationReport


class DspVcError(Exception):
    """Base of all errors: ``code`` is stable, ``params`` fill its words."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        self.source = ""
        super().__init__(code)

    def message(self, lang: str = "en") -> str:
        """What went wrong, one line, in ``lang`` (``en`` or ``nl``); with the file that it was found in, if known."""
        told, source = words.message(self.code, lang, **self.params), words.printable(self.source)
        return told if source in told else f"{source}: {told}"

    def hint(self, lang: str = "en") -> str:
        """What to do about it, one line, in ``lang``; empty when there is nothing to say."""
        return words.hint(self.code, lang, **self.params)

    @property
    def detail(self) -> str:
        """What concerns an integrator rather than the person at the screen; empty when there is nothing more."""
        value = self.params.get("detail", "")
        return value if isinstance(value, str) else str(value)

    def __str__(self) -> str:
        return f"{self.message()} [{self.code}]"


class InputError(DspVcError):
    """What was handed over can't be read: missing, cut short, of another kind, too large."""


class Refused(InputError):
    """The input is recognised but breaks a rule of its specification. In a report this becomes a failed check."""


class IssuanceError(DspVcError):
    """A credential could not be issued: the record, the key or the issuer's folder does not allow it."""


class HardwareError(DspVcError):
    """A key in hardware can't be used: the token, its module, the PIN or the key itself stands in the way."""


class RegisterError(DspVcError):
    """The register of what was issued can't be opened, read or written; nothing was signed that it does not know."""


class WalletError(DspVcError):
    """The wallet file could not be opened, locked or written."""


class TrustError(DspVcError):
    """The trust that the operator named can't be used."""


class ResolutionError(DspVcError):
    """A key or document is not to be had here, offline. In a report this becomes an indeterminate check."""


class NetworkError(DspVcError):
    """The one verb that connects out could not."""


class VerificationFailed(DspVcError):
    """Raised by ``VerificationReport.raise_for_verdict()`` alone; ``report`` says why."""

    def __init__(self, report: VerificationReport) -> None:
        super().__init__("verification_failed", verdict=report.verdict.value)
        self.report = report


@contextmanager
def naming(source: str) -> Iterator[None]:
    """Errors in what is read here say that it came from ``source``: of many files a person must know which."""
    try:
        yield
    except DspVcError as error:
        if source != "-":
            error.source = error.source or source
        raise
