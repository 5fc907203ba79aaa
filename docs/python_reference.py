"""``docs/reference/python.md``: every public name with its signature and what its docstring says."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import dsp_vc

#: What somebody comes for, in the order in which they do; what is in no group is refused.
GROUPS = {
    "To issue": ("Issuer", "SkillAttestation", "Job", "Renewal", "Done", "Handed", "read_delivery", "IssuerProfile"),
    "To revoke, publish and forget": ("Status", "CredentialStatus", "StatusChange", "Place", "Persons"),
    "To trust": ("TrustBundle", "IssuerCard", "Evidence"),
    "To verify": (
        "Verifier",
        "VerificationPolicy",
        "VerificationReport",
        "Verdict",
        "CheckResult",
        "Check",
        "Outcome",
        "Presence",
        "Credential",
    ),
    "To carry and to show": ("Wallet", "Unlock", "Stored", "PresentationRequest", "present"),
    "Keys": ("Signer", "MemorySigner", "PublicKey", "KeyType"),
    "Errors": (
        "DspVcError",
        "InputError",
        "Refused",
        "IssuanceError",
        "RegisterError",
        "HardwareError",
        "FileError",
        "WalletError",
        "TrustError",
        "ResolutionError",
        "NetworkError",
        "VerificationFailed",
    ),
}
#: A signature that is longer has a line for each parameter.
_WIDTH = 100
_ROLE = re.compile(r":(?:class|meth|func|attr|mod):`~?([^`]+)`")
_QUALIFIED = re.compile(r"\b(?:[a-z_0-9]+\.)+(?=[A-Z])")


def page() -> str:
    """The page. Raises ``ValueError`` where a public name is in no group, or in two."""
    grouped = [name for names in GROUPS.values() for name in names]
    if sorted(grouped) != sorted(dsp_vc.__all__):
        raise ValueError(f"docs/python_reference.py: {sorted(set(grouped) ^ set(dsp_vc.__all__)) or 'a name twice'}")
    parts = [
        "# Python\n\nWritten by `make docs` from the signatures and docstrings: every name of `import dsp_vc`. What is "
        "not here is not public, and may change in any version. [A walk through it](../tutorial/integrator.md); "
        "codes of errors and checks: [errors](errors.md).\n\n"
        "A moment is an aware `datetime`; where `now` is left out it is the clock's time. What is signed is `bytes`. "
        "Nothing here opens a connection.\n"
    ]
    parts += [
        f"* {title}: {', '.join(f'[`{name}`](#{name.lower()})' for name in names)}" for title, names in GROUPS.items()
    ]
    for title, names in GROUPS.items():
        parts.append(f"\n## {title}")
        for name in names:
            parts += _entry(name, getattr(dsp_vc, name))
    return "\n".join(parts) + "\n"


def _entry(name: str, value: Any) -> Iterator[str]:
    yield f"\n### {name}\n"
    if inspect.isfunction(value):
        yield _code(name, value)
        yield _text(value)
        return
    if name != value.__name__:
        yield f"The same as `{value.__name__}` inside.\n"
    bases = [base.__name__ for base in value.__mro__[1:-1] if base.__name__ in dsp_vc.__all__]
    if bases:
        yield f"A kind of `{bases[0]}`.\n"
    yield _text(value)
    if issubclass(value, enum.Enum):
        yield f"\nOne of: {', '.join(f'`{each.name}` (`{each.value}`)' for each in value)}."
        return
    if dataclasses.is_dataclass(value):
        yield from _fields(value)
    elif "__init__" in vars(value) and not issubclass(value, dsp_vc.DspVcError) and not _is_protocol(value):
        yield "\n" + _code(name, value.__init__, bound=True).rstrip()
    yield from _members(name, value)


def _fields(value: Any) -> Iterator[str]:
    yield "\nFrozen, with the attributes:\n"
    for field in dataclasses.fields(value):
        if not field.name.startswith("_"):
            default = "" if field.default is dataclasses.MISSING else f" = {_default(field.default)}"
            yield f"* `{field.name}: {_QUALIFIED.sub('', str(field.type))}{default}`"


def _members(name: str, value: type) -> Iterator[str]:
    inherited = [base for base in reversed(value.__mro__[:-1]) if base.__module__.startswith("dsp_vc.")]
    own = [value] if any(base.__name__ in dsp_vc.__all__ for base in inherited[:-1]) else inherited
    found = {member: thing for base in own for member, thing in vars(base).items()}
    for member, thing in found.items():
        if member.startswith("_"):
            continue
        if isinstance(thing, property):
            kind = inspect.signature(thing.fget).return_annotation if thing.fget else ""
            yield f"\n#### {name}.{member}\n\n```python\n{member}: {_QUALIFIED.sub('', str(kind))}\n```\n"
            yield _text(thing)
        elif isinstance(thing, classmethod | staticmethod):
            bound = isinstance(thing, classmethod)
            yield f"\n#### {name}.{member}\n\n{_code(f'{name}.{member}', thing.__func__, bound=bound)}"
            yield _text(thing.__func__)
        elif inspect.isfunction(thing):
            yield f"\n#### {name}.{member}\n\n{_code(member, thing, bound=True)}"
            yield _text(thing)


def _code(name: str, function: Callable[..., Any], *, bound: bool = False) -> str:
    """The signature; ``bound``: without what the call fills in itself. Annotations are as they are written."""
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[1 if bound else 0 :]
    result = signature.return_annotation
    ending = "" if result in (inspect.Signature.empty, "None", None) else f" -> {_QUALIFIED.sub('', str(result))}"
    written, keywords = [], False
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            keywords = True
        if parameter.kind is parameter.KEYWORD_ONLY and not keywords:
            written.append("*")
            keywords = True
        written.append(_parameter(parameter))
    line = f"{name}({', '.join(written)}){ending}"
    if len(line) > _WIDTH:
        line = f"{name}(\n" + "".join(f"    {each},\n" for each in written) + f"){ending}"
    return f"```python\n{line}\n```\n"


def _parameter(parameter: inspect.Parameter) -> str:
    star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    star = "**" if parameter.kind is parameter.VAR_KEYWORD else star
    kind = "" if parameter.annotation is parameter.empty else f": {_QUALIFIED.sub('', str(parameter.annotation))}"
    if parameter.default is parameter.empty:
        return f"{star}{parameter.name}{kind}"
    return f"{parameter.name}{kind} = {_default(parameter.default)}"


def _default(value: Any) -> str:
    """As somebody would write it, the same in every version of Python."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, frozenset):
        kinds = {type(each) for each in value}
        if len(kinds) == 1 and issubclass(kind := kinds.pop(), enum.Enum) and len(value) == len(kind):
            return f"frozenset({kind.__name__})"  # all of them
        return f"{{{', '.join(sorted(_default(each) for each in value))}}}"
    if isinstance(value, timedelta):
        return f"timedelta({f'days={value.days}' if value.days else f'seconds={value.seconds}'})"
    return getattr(value, "__name__", None) or repr(value)


def _text(value: Any) -> str:
    """The docstring as Markdown: what is Sphinx's becomes code."""
    text = inspect.cleandoc(value.__doc__ or "")
    text = _ROLE.sub(lambda found: f"`{_QUALIFIED.sub('', found[1])}`", text).replace("``", "`")
    return text.replace("<", "&lt;") if "`" not in text else text


def _is_protocol(value: type) -> bool:
    return bool(getattr(value, "_is_protocol", False))
