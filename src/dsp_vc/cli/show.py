"""A report in words: the verdict first, what it is about, then every check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dsp_vc import words
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Skill, SkillAttestation
from dsp_vc.model.credential import Credential
from dsp_vc.skills import levels
from dsp_vc.verification.report import CheckResult, Outcome, Presence, Verdict, VerificationReport

_MARKS = {
    Outcome.PASSED: "+",
    Outcome.FAILED: "x",
    Outcome.INDETERMINATE: "?",
    Outcome.NOT_APPLICABLE: "-",
}
_WIDTH = 21


def report_lines(report: VerificationReport, source: str, lang: str, *, indent: str = "") -> Iterator[str]:
    """The lines for one report and those inside it; what a stranger wrote is stripped of control characters."""
    inner = indent + "  "
    yield from headline(report, source, lang, indent=indent)
    for result in report.checks:
        yield f"{inner}{check_line(result, lang)}"
    if report.verdict is Verdict.ACCEPTED and not indent:
        yield f"{inner}{words.message('report_accepted_limits', lang)}"
    for number, child in enumerate(report.children, 1):
        yield ""
        yield from report_lines(child, f"({number})", lang, indent=inner)


def check_line(result: CheckResult, lang: str) -> str:
    """One check: a mark for its outcome, its name, and why."""
    name = words.message(f"check_{result.check.value}", lang)
    return f"{_MARKS[result.outcome]} {name:<{_WIDTH - 2}} {_told(result, lang)}"


def headline(report: VerificationReport, source: str, lang: str, *, indent: str = "") -> Iterator[str]:
    """The verdict, why, who signed, what it says, and what showing it proves; without the checks."""
    yield f"{indent}{words.message(f'verdict_{report.verdict.value}', lang)}  {words.printable(source)}"
    deciding = _deciding(report)
    if deciding is not None:
        yield f"{indent}  {deciding.message(lang)}"
        if hint := deciding.hint(lang):
            yield f"{indent}  {hint}"
    inner = indent + "  "
    if report.issuer_name is not None:
        yield row(inner, words.message("report_issuer", lang), report.issuer_name)
    if report.verified is not None:
        yield from _content(report.verified, inner, lang)
    # What a refused presentation would have proved about now only misleads.
    if report.verdict is not Verdict.REJECTED and (report.presence is not Presence.BEARER or not report.children):
        code = f"presence_{report.presence.value}"
        if report.presence is not Presence.LIVE and report.credentials and not _names_somebody(report):
            code += "_unnamed"
        presence = words.message(code, lang, name=report.audience or "")
        yield row(inner, words.message("report_presence", lang), presence)


def _names_somebody(report: VerificationReport) -> bool:
    """Whether it says who the person is; what is no skill attestation may."""
    for credential in report.credentials:
        try:
            subject = SkillAttestation.from_credential(credential).subject
        except InputError:
            return True
        if subject.given_name or subject.family_name:
            return True
    return False


def _deciding(report: VerificationReport) -> CheckResult | None:
    """The check that decided against acceptance."""
    wanted = Outcome.FAILED if report.verdict is Verdict.REJECTED else Outcome.INDETERMINATE
    if report.verdict is Verdict.ACCEPTED:
        return None
    return next((result for result in report.checks if result.outcome is wanted), None)


def _told(result: CheckResult, lang: str) -> str:
    text = result.message(lang)
    if result.because is not None:
        reason = words.message(f"check_{result.because.value}", lang)
        return f"{text} ({words.message('report_because', lang, name=reason)})"
    return text


def _content(credential: Credential, indent: str, lang: str) -> Iterator[str]:
    try:
        record = SkillAttestation.from_credential(credential)
    except InputError:
        # Verified, but no skill attestation: its name is all that can be said in words.
        if credential.name:
            yield row(indent, words.message("report_about", lang), credential.name)
        return
    yield from record_lines(record, indent, lang)


def record_lines(record: SkillAttestation, indent: str, lang: str) -> Iterator[str]:
    """Who, what, when, and each skill with its level and basis."""
    person = " ".join(filter(None, (record.subject.given_name, record.subject.family_name))) if record.subject else ""
    if person:
        born = record.subject.birthdate if record.subject else None
        suffix = f", {words.message('report_born', lang)} {_day(born, lang)}" if born else ""
        yield row(indent, words.message("report_person", lang), person + suffix)
    if record.title:
        yield row(indent, words.message("report_about", lang), record.title)
    basis = words.message(f"basis_{record.basis}", lang) if record.basis else ""
    for number, skill in enumerate(record.skills):
        level = f", {levels.told(skill.level, lang)}" if skill.level else ""
        label = words.message("report_skills", lang) if number == 0 else ""
        yield row(indent, label, f"{skill_name(skill, lang)}{level}{f' ({basis})' if basis else ''}")


def _day(text: str, lang: str) -> str:
    try:
        return words.day(date.fromisoformat(text), lang)
    except ValueError:
        return text


def skill_name(skill: Skill, lang: str) -> str:
    """The skill's name in ``lang``, else in any language, else its address."""
    return skill.name.get(lang) or next(iter(skill.name.values()), skill.uri)


def row(indent: str, label: str, text: object) -> str:
    """One line of the summary; what a stranger wrote is stripped of control characters."""
    return f"{indent}{label:<{_WIDTH}} {words.printable(str(text), 300)}"
