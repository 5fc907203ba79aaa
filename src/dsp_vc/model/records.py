"""Records from files: YAML (safe, without aliases, every member once) or JSON (strict)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dsp_vc.encoding.strict_json import JsonValue, parse
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import SkillAttestation

MAX_BYTES = 1024 * 1024


def load_records(data: bytes, name: str) -> list[SkillAttestation]:
    """The records in a file: one, or several (a list, or YAML documents set apart by ``---``).

    Raises :class:`InputError` ``record_*``, ``yaml_*``, ``json_*``; for one of several the path begins with its number.
    """
    if len(data) > MAX_BYTES:
        raise InputError("file_too_large", path=name, limit=MAX_BYTES)
    values = load_values(data, name)
    if not values:
        raise InputError("file_empty", path=name)
    return [SkillAttestation.from_dict(value) for value in values]


def load_values(data: bytes, name: str) -> list[JsonValue]:
    """The same as plain values, before they are held to the record's rules."""
    if name.endswith(".json") or data.lstrip()[:1] in (b"{", b"["):
        value = parse(data)
        return value if isinstance(value, list) else [value]
    documents = _load_yaml(data, name)
    if len(documents) == 1 and isinstance(documents[0], list):
        return documents[0]
    return documents


def _load_yaml(data: bytes, name: str) -> list[JsonValue]:
    import yaml

    class Loader(yaml.SafeLoader):
        """Safe, and without what lets a small file become a large one or a member stand twice.

        A tag (``!!int``) is refused: a record needs none, and PyYAML fails in many ways on one that does not fit.
        """

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise InputError("yaml_alias", path=name, line=self.line + 1)
            event: Any = self.peek_event()  # type: ignore[no-untyped-call]
            if getattr(event, "tag", None) is not None:
                raise InputError("yaml_syntax", path=name, line=event.start_mark.line + 1)
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen: set[str] = set()
            for key, _ in node.value:
                if key.tag == "tag:yaml.org,2002:merge":
                    raise InputError("yaml_alias", path=name, line=key.start_mark.line + 1)
                if not isinstance(key, yaml.ScalarNode):
                    raise InputError("yaml_syntax", path=name, line=key.start_mark.line + 1)
                if key.value in seen:
                    raise InputError("yaml_repeats", path=name, line=key.start_mark.line + 1, name=key.value)
                seen.add(key.value)
            return super().construct_mapping(node, deep)

    try:
        text = data.decode("utf-8-sig")
        return [_plain(value) for value in yaml.load_all(text, Loader) if value is not None]
    except UnicodeDecodeError:
        raise InputError("file_not_utf8", path=name) from None
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else "?"
        raise InputError("yaml_syntax", path=name, line=line) from error


def _plain(value: Any) -> JsonValue:
    """YAML's own dates become texts again; keys are always texts."""
    if isinstance(value, dict):
        return {str(key): _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, datetime):
        return format_datetime(value) if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
