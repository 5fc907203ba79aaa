"""Names of months, what they are called where there is little room, and a moment of a day."""

from __future__ import annotations

_MONTHS = (
    ("January", "Jan", "januari", "jan"),
    ("February", "Feb", "februari", "feb"),
    ("March", "Mar", "maart", "mrt"),
    ("April", "Apr", "april", "apr"),
    ("May", "May", "mei", "mei"),
    ("June", "Jun", "juni", "jun"),
    ("July", "Jul", "juli", "jul"),
    ("August", "Aug", "augustus", "aug"),
    ("September", "Sep", "september", "sep"),
    ("October", "Oct", "oktober", "okt"),
    ("November", "Nov", "november", "nov"),
    ("December", "Dec", "december", "dec"),
)

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "moment_told": {"en": ("{day} at {time} (UTC)", ""), "nl": ("{day} om {time} uur (UTC)", "")},
}
for _number, (_english, _short_english, _dutch, _short_dutch) in enumerate(_MONTHS, 1):
    WORDS[f"month_{_number}"] = {"en": (_english, ""), "nl": (_dutch, "")}
    WORDS[f"month_short_{_number}"] = {"en": (_short_english, ""), "nl": (_short_dutch, "")}
