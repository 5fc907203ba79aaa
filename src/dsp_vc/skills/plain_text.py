"""Text out of what others wrote: markup, scripts and characters that steer a screen go, the words stay.

Nothing is ever run or fetched. A tag that is written as text (``&lt;b&gt;``) counts as a tag, since publishers often
write their markup so.
"""

from __future__ import annotations

import html
import re
import unicodedata

MAX_LINE = 400
MAX_TEXT = 20_000
_MAX_RAW = 400_000  # characters of markup that are looked at for one text
_ROUNDS = 3
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)|<[!?]")
#: Whose content is no text.
_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title", "select"}
#: That end a line.
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td",
    "th", "tr", "ul",
}  # fmt: skip


def plain_text(text: str, limit: int = MAX_TEXT) -> str:
    """The words of ``text``, in lines, at most ``limit`` characters."""
    text = text[:_MAX_RAW]
    for _ in range(_ROUNDS):
        bare = html.unescape(_without_tags(text))
        if bare == text:
            break
        text = bare
    lines = (plain_characters(line) for line in _without_tags(text).splitlines())
    return _cut("\n".join(line for line in lines if line), limit)


def plain_line(text: str, limit: int = MAX_LINE) -> str:
    """The words of ``text`` in one line, at most ``limit`` characters."""
    return _cut(" ".join(plain_text(text, _MAX_RAW).split()), limit)


def plain_characters(text: str) -> str:
    """One line, without what can't be seen or turns the order of reading around."""
    composed = unicodedata.normalize("NFC", text.replace("\xad", ""))
    return "".join(letter for letter in " ".join(composed.split()) if letter.isprintable())


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _without_tags(text: str) -> str:
    """``text`` with a line feed for what ends a line, and nothing for other tags, comments and what is no text.

    One pass from left to right: an unclosed tag or comment takes the rest along, so that nothing is looked at twice.
    """
    kept: list[str] = []
    position = 0
    while (found := _TAG.search(text, position)) is not None:
        kept.append(text[position : found.start()])
        if text.startswith("<!--", found.start()):
            position = _after(text, "-->", found.start() + 4)
            continue
        end = _after(text, ">", found.end())
        name = (found[1] or "").lower()
        if name in _SILENT and found[0][1] != "/" and text[end - 2 : end] != "/>":
            end = _after_element(text, name, end)
        if name in _BLOCKS:
            kept.append("\n")
        position = end
    kept.append(text[position:])
    return "".join(kept)


def _after(text: str, mark: str, start: int) -> int:
    place = text.find(mark, start)
    return len(text) if place < 0 else place + len(mark)


def _after_element(text: str, name: str, start: int) -> int:
    closing = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(text, start)
    return len(text) if closing is None else _after(text, ">", closing.end())
