"""QR codes as pictures: writing them (PNG, SVG, terminal), and reading them from a photo, a scan or a PDF."""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsp_vc.errors import InputError, Refused

if TYPE_CHECKING:
    from PIL.Image import Image

#: Characters that one code of version 40 holds in alphanumeric mode, by error correction (ISO/IEC 18004 table 7).
CAPACITY = {"L": 4296, "M": 3391}
MAX_PIXELS = 60_000_000
MAX_SIDE = 32_000
MAX_PAGES = 20
#: Pillow knows formats that start other programs (EPS) or are seldom tried: only what cameras and screens make.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_BOX, _QUIET = 6, 4
_PDF_SCALE = 3.0


def write_qr(text: str, path: Path | str, *, level: str = "L") -> bytes:
    """The picture for ``path``, by its ending ``.png`` or ``.svg``. ``level`` is L for screens, M for paper.

    Raises :class:`InputError` ``code_too_large``, ``image_kind``.
    """
    ending = Path(path).suffix.lower()
    if ending not in (".png", ".svg"):
        raise InputError("image_kind", path=path)
    code = _code(text, level)
    stream = io.BytesIO()
    if ending == ".svg":
        from qrcode.image.svg import SvgPathImage

        code.make_image(image_factory=SvgPathImage).save(stream)
    else:
        code.make_image().save(stream, "PNG")
    return stream.getvalue()


def terminal_qr(text: str, *, level: str = "L") -> str:
    """The code in half-block characters, two rows of modules to a line, dark on light."""
    rows = _code(text, level).get_matrix()
    rows = [*rows, *([[False] * len(rows[0])] if len(rows) % 2 else [])]
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        lines.append("".join(blocks[bool(top), bool(bottom)] for top, bottom in zip(upper, lower, strict=True)))
    return "\n".join(lines) + "\n"


def read_codes(data: bytes) -> list[str]:
    """The texts of all QR codes in a picture or PDF, in reading order; empty where there is none.

    Raises :class:`InputError` ``image_unreadable``, :class:`Refused` ``image_too_large``.
    """
    found: list[str] = []
    for picture in _pictures(data):
        texts = _decode(picture) or _decode(_sharpened(picture))
        found += [text for text in texts if text not in found]
    return found


def _code(text: str, level: str) -> Any:
    import qrcode
    from qrcode.util import MODE_ALPHA_NUM, QRData

    if len(text) > CAPACITY[level]:
        raise InputError("code_too_large", size=len(text), limit=CAPACITY[level])
    correction = {"L": qrcode.constants.ERROR_CORRECT_L, "M": qrcode.constants.ERROR_CORRECT_M}[level]
    code = qrcode.QRCode(error_correction=correction, box_size=_BOX, border=_QUIET)
    code.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM), optimize=0)
    try:
        code.make(fit=True)
    except (ValueError, qrcode.exceptions.DataOverflowError) as error:
        raise InputError("code_too_large", size=len(text), limit=CAPACITY[level]) from error
    return code


def _pictures(data: bytes) -> Iterator[Image]:
    if data.startswith(b"%PDF-"):
        yield from _pages(data)
        return
    from PIL import Image

    logging.getLogger("PIL").setLevel(logging.CRITICAL)  # what is wrong with a picture is said by the error, once
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are bounded here, and of odd tags
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
            _bound(picture.width, picture.height)
            grey = _on_white(picture)
    except Image.DecompressionBombError as error:
        raise Refused("image_too_large", limit=MAX_PIXELS // 1_000_000) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError, struct.error, zlib.error) as error:
        raise InputError("image_unreadable", detail=str(error)[:200]) from error
    yield grey


def _bound(width: float, height: float) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refused("image_too_large", limit=MAX_PIXELS // 1_000_000)


def _on_white(picture: Image) -> Image:
    """In shades of grey; what is transparent is paper, not ink."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    from PIL import Image

    layered = picture.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    paper.alpha_composite(layered)
    return paper.convert("L")


def _pages(data: bytes) -> Iterator[Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        for number in range(min(len(document), MAX_PAGES)):
            page = document[number]
            width, height = page.get_size()
            _bound(width * _PDF_SCALE, height * _PDF_SCALE)
            yield page.render(scale=_PDF_SCALE).to_pil().convert("L")
    except pypdfium2.PdfiumError as error:
        raise InputError("image_unreadable", detail=str(error)[:200]) from error


def _decode(picture: Image) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [result.text for result in found if result.text]


def _sharpened(picture: Image) -> Image:
    """Twice as large and sharper: one more try for a small or soft picture."""
    from PIL import Image, ImageFilter

    if picture.width * picture.height * 4 > MAX_PIXELS:
        return picture
    larger = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
    return larger.filter(ImageFilter.UnsharpMask(radius=2, percent=150))
