"""``dsp-vc issuer reissue``: issue anew what was issued before, with other content or for another key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import issue as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Module, PinFile, tokens
from dsp_vc.cli.issue import confirm_meant, warn_restored
from dsp_vc.cli.options import At, IssuerFolder, Lang, Output, PassphraseFile, Split, To, Yes
from dsp_vc.cli.output import deliver, files_of_issuer, refuse_input
from dsp_vc.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from dsp_vc.actions.issue import Order
    from dsp_vc.issuing.rebinding import Rebinding
    from dsp_vc.issuing.register.statuses import Entry
    from dsp_vc.keys.pkcs11 import Tokens

_RECORDS = (".yaml", ".yml", ".json")


def reissue(
    folder: IssuerFolder,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORD|ID...",
            help="A changed record, with the external_id of the old one; or what is to be bound to another key: "
            "credential id, external_id, the person's old DID, the credential's file.",
        ),
    ],
    to: To = None,
    split: Split = False,
    revoked: Annotated[bool, typer.Option("--revoked", help="With ID: also what was revoked.")] = False,
    other_name: Annotated[
        bool, typer.Option("--other-name", help="The request has another name; you saw that it is the same person.")
    ] = False,
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    output: Output = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Issue anew what was issued before; the old one is revoked, where it stands in a list.

    With a record the content changes. With an ID it stays as the register kept it, and is bound to the key in the
    person's new request (--to ASK): their wallet was lost, or there was no key.
    """
    language, now = terminal.language(lang), moment(at)
    inputs = [*names, *filter(None, (to, passphrase_file, pin_file)), *files_of_issuer(folder)]
    refuse_input(output, inputs)
    path = None if output in (None, "-") else Path(str(output))
    kept = [not _is_record(name) for name in names]
    if any(kept) and not all(kept):
        raise InputError("reissue_mixed", name=names[kept.index(True)])
    reach = tokens(pin_file, module)
    if all(kept):
        if split:
            raise typer.BadParameter("goes with RECORD", param_hint="--split")
        flags = {"revoked": revoked, "other_name": other_name}
        _bind(folder, names, to, reach, flags, passphrase_file=passphrase_file, path=path, now=now, yes=yes,
              language=language)  # fmt: skip
        return
    if revoked:
        raise typer.BadParameter("goes with ID", param_hint="--revoked")
    order = action.prepare(names, to=to, request=None, basis=None, level=None, now=now, split=split)
    named = [record.external_id for record in order.records]
    if None in named:
        raise InputError("reissue_unnamed", title=next(r.title for r in order.records if r.external_id is None))
    action.check_persons(order, other_name=other_name)
    confirm_meant(order.ask, folder, language, yes=yes)
    warn_restored(folder, language)
    _correct(folder, order, reach, split=split, passphrase_file=passphrase_file, path=path, now=now, yes=yes,
             language=language)  # fmt: skip


def _correct(
    folder: str,
    order: Order,
    reach: Tokens | None,
    *,
    split: bool,
    passphrase_file: str | None,
    path: Path | None,
    now: datetime,
    yes: bool,
    language: str,
) -> None:
    """Show what the records of ``order`` replace and what changes, ask, and sign them anew."""
    from dsp_vc.actions import reissue as correcting
    from dsp_vc.cli.record_told import changes, in_brackets
    from dsp_vc.issuing.rebinding import person_of

    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    plan = correcting.correct(folder, passphrase, order, reach)
    for one in plan.replacements:
        person = in_brackets(person_of(one.record.to_dict().get("subject")), language)
        told = words.message("reissue_record", language, name=one.record.external_id, person=person)
        said = changes(one.changes, language) if one.changes else [words.message("reissue_same", language)]
        terminal.say("\n    ".join((told, *said)))
    old = [entry for one in plan.replacements for entry in one.old]
    for entry in (entry for entry in old if entry.status.value != "valid"):
        state = words.Phrase(f"status_is_{entry.status}")
        terminal.say(words.message("reissue_not_valid", language, name=entry.external_id, status=state))
    stays = [entry for entry in old if not entry.in_lists]
    code = "reissue_ask_stays" if len(stays) == len(old) else "reissue_ask"
    names = ", ".join(str(one.record.external_id) for one in plan.replacements)
    if not terminal.confirm(words.message(code, language, names=names), yes=yes):
        raise InputError("status_declined")
    done = correcting.sign_corrected(plan, now, path, split=split)
    if path is None:
        deliver(done.data, None)
    for record in order.records:
        terminal.say(words.message("issue_done", language, title=record.title))
    for entry in stays:
        _tell_stays(entry, language)
    if stays:
        terminal.say(words.message("reissue_remove_old", language))
    if len(stays) < len(old):
        terminal.say(words.message("status_publish", language))


def _bind(
    folder: str,
    names: list[str],
    to: str | None,
    reach: Tokens,
    flags: dict[str, bool],
    *,
    passphrase_file: str | None,
    path: Path | None,
    now: datetime,
    yes: bool,
    language: str,
) -> None:
    """Bind what goes by ``names`` to the key in the request ``to``."""
    from dsp_vc.actions import reissue as kept

    if to is None or to.startswith("did:"):
        raise InputError("reissue_needs_request")
    ask = action.read_request(to, now)
    confirm_meant(ask, folder, language, yes=yes)
    warn_restored(folder, language)
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    plan = kept.plan(folder, passphrase, names, ask, tokens=reach, **flags)
    _show(plan.rebinding, language)
    number = len(plan.rebinding.replaced)
    if number and not terminal.confirm(words.message("reissue_bind_ask", language, number=number), yes=yes):
        raise InputError("status_declined")
    done = kept.sign(plan, now, path)
    if path is None:
        deliver(done.data, None)
    _tell(plan.rebinding, language)


def _show(found: Rebinding, language: str) -> None:
    """What is about to be bound, and to whom."""
    from dsp_vc.cli.entries import line
    from dsp_vc.issuing.rebinding import person_of, told

    for one in found.kept:
        terminal.say(line(one.entry, language, told(one.sealed.record)))
    for one in found.left_out:
        name = one.entry.external_id or one.entry.credential_id
        terminal.say(words.message("reissue_left_out", language, name=name))
    asked = person_of(found.ask.record.get("subject"))
    code = "reissue_compare" if asked else "reissue_compare_unnamed"
    terminal.say(words.message(code, language, name=asked))


def _tell(found: Rebinding, language: str) -> None:
    """What was done, and what becomes of the old ones."""
    replaced = {one.entry.key for one in found.replaced}
    for one in found.kept:
        entry = one.entry
        name = entry.external_id or entry.credential_id
        if entry.key not in replaced:
            terminal.say(words.message("issue_repeated", language, name=name))
            continue
        terminal.say(words.message("issue_done", language, title=one.sealed.record.get("title", "")))
        if not entry.in_lists:
            _tell_stays(entry, language)
    if any(one.entry.in_lists for one in found.replaced):
        terminal.say(words.message("status_publish", language))


def _tell_stays(entry: Entry, language: str) -> None:
    """That what stands in no list can't be taken back."""
    name, until = entry.external_id or entry.credential_id, entry.valid_until
    code = "reissue_old_stays_until" if until else "reissue_old_stays"
    terminal.say(words.message(code, language, name=name, moment=until or ""))


def _is_record(name: str) -> bool:
    """Whether ``name`` is the file of a record, there or not; a file of a credential stands for that credential."""
    if name != "-" and Path(name).is_file():
        from dsp_vc.actions.status import is_signed

        return not is_signed(name)
    return name == "-" or Path(name).suffix.lower() in _RECORDS
