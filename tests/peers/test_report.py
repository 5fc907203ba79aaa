"""The report in a browser: accessible by axe-core, three printed pages at most, readable on a telephone, nothing loaded."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from dsp_vc import words
from dsp_vc.skills.report.building import Subject, build_report
from dsp_vc.skills.report.page import html
from passports import LONG_WORD, crowded, example, profile, working_life

pytestmark = pytest.mark.peer

PHONE, DESK = 360, 1200
PASSPORTS: dict[str, Callable[[], Subject]] = {
    "example": example,
    "no goal": lambda: example(goal=None),
    "nothing": lambda: Subject(profile()),
    "one record": lambda: working_life(1),
    "thirty records": lambda: working_life(30),
    "crowded": lambda: crowded(f"{LONG_WORD} " * 6),
    "wide letters": lambda: crowded("W" * 5000),
    "right to left": lambda: crowded("שָׁלוֹם עולם " * 20),
    "markup": lambda: crowded("<script>alert(1)</script><img src=x onerror=alert(1)>"),
}
CASES = [
    *(
        ("example", lang, reader, width)
        for lang in words.LANGUAGES
        for reader in ("", "Voorbeeldbedrijf")
        for width in (PHONE, DESK)
    ),
    *((name, "nl", "", PHONE) for name in PASSPORTS if name != "example"),
    ("wide letters", "en", "W" * 300, PHONE),
]


@pytest.fixture(scope="module")
def looks(node: Callable[[str, Any], Any], tmp_path_factory: pytest.TempPathFactory) -> dict[Any, Any]:
    """What the browser finds of each case, on a telephone and on a desk; opened once for all."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    folder = tmp_path_factory.mktemp("reports")
    return dict(zip(CASES, node("browser.mjs", {"browser": browser, "pages": list(_written(folder))}), strict=True))


def _written(folder: Path) -> Iterator[dict[str, object]]:
    for number, (name, lang, reader, width) in enumerate(CASES):
        path = folder / f"{number}.html"
        path.write_bytes(html(build_report(PASSPORTS[name](), lang, reader)))
        yield {"path": str(path), "width": width}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1]}-{case[2][:4]}-{case[3]}")
def test_in_a_browser(looks: dict[Any, Any], case: tuple[str, str, str, int]) -> None:
    look = looks[case]
    assert look["violations"] == []
    # What the tool leaves to a person: the contrast of numbers on a picture, each on white or the like.
    assert {rule.partition(":")[0] for rule in look["incomplete"]} <= {"color-contrast"}
    assert look["rules"] >= 15
    assert look["asked"] == []
    assert look["refused"] == []
    assert look["scrolls"] <= case[3]
    assert look["smallest"] is None or look["smallest"] >= 10  # pixels of the smallest word in a picture
    assert len(pypdfium2.PdfDocument(base64.b64decode(look["pdf"]))) <= 3


def test_the_browser_finds_what_is_not_accessible(node: Callable[[str, Any], Any], tmp_path: Path) -> None:
    """The control: a page with faults of each kind is not passed over."""
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    path = tmp_path / "bad.html"
    path.write_text("<title></title><img src='http://elsewhere.example/x.png'><div style='width:900px'>x</div>")
    (look,) = node("browser.mjs", {"browser": browser, "pages": [{"path": str(path), "width": PHONE}]})
    assert {rule.partition(":")[0] for rule in look["violations"]} >= {"image-alt", "document-title", "html-has-lang"}
    assert look["asked"] == ["http://elsewhere.example/x.png"]
    assert look["scrolls"] > PHONE
    assert json.dumps(look["refused"])
