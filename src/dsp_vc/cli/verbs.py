"""The verbs, in the order of ``--help``: the one table from which they are loaded, each only when it is called.

A module ``dsp_vc.cli.<module>`` holds ``app`` (a ``typer.Typer`` with commands below it) or ``command`` (a function).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


@dataclass(frozen=True, slots=True)
class Verb:
    """One word after ``dsp-vc``: the module that knows it, and its line in ``--help``."""

    name: str
    module: str
    summary: str


VERBS: tuple[Verb, ...] = (
    Verb("demo", "demo", "The whole story in a folder: sign, carry, show, check."),
    Verb("issuer", "issuer", "School, employer, volunteer organisation: keys and card."),
    Verb("issue", "issue", "Sign records, or what a worker asked for."),
    Verb("batch", "batch", "Sign for a class at once, from a table or a folder of requests."),
    Verb("status", "status", "Revoke or suspend what you issued, or see how it stands."),
    Verb("wallet", "wallet", "Worker: keep credentials and keys in one encrypted file."),
    Verb("present", "present", "Show what a request asks for, and no more; as file and QR code."),
    Verb("request", "request", "Ask somebody for credentials."),
    Verb("verify", "verify", "Check a file, a token, an image with a code; offline."),
    Verb("trust", "trust", "Whom I believe."),
    Verb("bundle", "bundle", "Who keeps a list of issuers: sign it and publish it."),
    Verb("skills", "skills", "The list of skills and occupations: search it, read what jobs ask by it."),
    Verb("passport", "passport", "Worker: what you show, what a goal still asks, the way there."),
    Verb("inspect", "inspect", "Look into a file, UNVERIFIED."),
    Verb("formats", "formats", "What is issued, verified, derived."),
)


def find(name: str) -> Verb | None:
    """The verb called ``name``."""
    return next((verb for verb in VERBS if verb.name == name), None)


def load(verb: Verb) -> Any:
    """The verb's command object, ready to parse arguments (typer is imported here, not before).

    Raises ``ModuleNotFoundError`` where this version does not have it.
    """
    module = import_module(f"dsp_vc.cli.{verb.module}")
    return _group(module) if hasattr(module, "app") else _single(module)


def _group(module: ModuleType) -> Any:
    from typer.main import get_group  # a group also where it has one command only

    return get_group(module.app)


def _single(module: ModuleType) -> Any:
    import typer
    from typer.main import get_command

    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(module.command)
    return get_command(app)
