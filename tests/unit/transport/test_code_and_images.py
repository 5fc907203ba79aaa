"""Codes: the text, the pictures, and what is no code."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dsp_vc.errors import InputError, Refused
from dsp_vc.transport import images
from dsp_vc.transport.code import from_code, to_code


@given(st.binary(min_size=1, max_size=600))
def test_text_round_trip_in_the_alphabet_of_qr_codes(data: bytes) -> None:
    text = to_code(data)
    assert re.fullmatch(r"[0-9A-Z $%*+\-./:]+", text)
    assert from_code(text) == data


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        from_code(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DSP1:", "code_damaged"),
        ("DSP1:00", "code_damaged"),
        ("DSP1::::", "code_damaged"),
        ("dsp1:00000", "code_prefix"),
    ],
)
def test_damaged_codes(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        from_code(text)


def test_a_newer_version_says_so() -> None:
    from dsp_vc.encoding.base import base45_encode

    with pytest.raises(Refused, match="code_version"):
        from_code("DSP1:" + base45_encode(b"\x01abc"))


@pytest.mark.parametrize("size", [1, 500, 2000, images.CAPACITY["L"]])
def test_png_is_read_back(size: int) -> None:
    text = ("DSP1:" + "A7 $" * 2000)[:size]
    assert images.read_codes(images.write_qr(text, "x.png")) == [text]


def test_svg_and_terminal_show_the_same_modules() -> None:
    text = "DSP1:HELLO"
    svg = images.write_qr(text, "x.svg").decode()
    assert svg.lstrip().startswith("<?xml")
    assert "<path" in svg
    lines = images.terminal_qr(text).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert set("".join(lines)) <= set("█▀▄ ")


def test_what_does_not_fit_is_said_before_anything_is_drawn() -> None:
    for level, limit in images.CAPACITY.items():
        with pytest.raises(InputError, match="code_too_large"):
            images.write_qr("A" * (limit + 1), "x.png", level=level)
    with pytest.raises(InputError, match="image_kind"):
        images.write_qr("A", "x.gif")


def test_a_small_soft_photo_in_a_larger_picture_is_read() -> None:
    code = Image.open(io.BytesIO(images.write_qr("DSP1:" + "AB12" * 40, "x.png"))).convert("L")
    photo = Image.new("L", (900, 700), 180)
    photo.paste(code.resize((330, 330), Image.Resampling.BILINEAR).rotate(3, fillcolor=255), (200, 150))
    stream = io.BytesIO()
    photo.save(stream, "JPEG", quality=60)
    assert images.read_codes(stream.getvalue()) == ["DSP1:" + "AB12" * 40]


def test_a_pdf_is_read() -> None:
    stream = io.BytesIO()
    Image.open(io.BytesIO(images.write_qr("DSP1:PDF", "x.png"))).convert("L").save(stream, "PDF", resolution=150)
    assert images.read_codes(stream.getvalue()) == ["DSP1:PDF"]


def test_pictures_that_are_none() -> None:
    assert images.read_codes(_png(Image.new("L", (50, 50), 255))) == []
    whole = _png(Image.new("L", (50, 50), 255))
    for data in (whole[:40], b"\x89PNG\r\n\x1a\n" + bytes(40), b"%PDF-1.7\nnothing", b"GIF89a"):
        with pytest.raises(InputError, match="image_unreadable"):
            images.read_codes(data)


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_decoded() -> None:
    bomb = Image.new("1", (9000, 9000))
    with pytest.raises(InputError, match="image_too_large"):
        images.read_codes(_png(bomb))


def test_a_ribbon_is_too_large_for_the_reader() -> None:
    with pytest.raises(InputError, match="image_too_large"):
        images.read_codes(_png(Image.new("1", (70_000, 1))))


def test_what_is_transparent_is_paper() -> None:
    code = Image.open(io.BytesIO(images.write_qr("DSP1:CLEAR", "x.png"))).convert("L")
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=code.point(lambda value: 255 - value))
    assert images.read_codes(_png(clear)) == ["DSP1:CLEAR"]


def test_no_format_that_starts_another_program() -> None:
    with pytest.raises(InputError, match="image_unreadable"):
        images.read_codes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
