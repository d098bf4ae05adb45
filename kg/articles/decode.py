"""Bytes → text: byte order mark, UTF-8, a declared encoding, then detection; line ends stay as they are."""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
#: Detection reads no more than this: enough to tell encodings apart, and its cost stays bounded.
_SAMPLE = 200_000


def decode(data: bytes, source: str, declared: str | None = None) -> str:
    """Return the text that ``data`` encodes.

    ``declared`` is an encoding that the document itself names; it is tried after UTF-8. Raises ``SourceError``, naming
    ``source``, where the data is empty, is no text, or its encoding cannot be told.

    >>> decode(b"\\xef\\xbb\\xbfone\\r\\n", "a.txt")
    'one\\r\\n'
    """
    if not data.strip():
        raise SourceError(source, "is empty", "delete it or add text")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise SourceError(source, f"is {kind}, not text", "save it as plain text, Markdown or HTML")
    text = _marked(data)
    if text is None and b"\x00" in data:
        raise _binary(source, f"byte {data.index(0) + 1} is 00")
    if text is None:
        text = _try(data, "utf-8") or (_try(data, declared) if declared else None) or _detected(data)
    if text is None:
        raise SourceError(source, "is in no encoding that can be recognised", "save it as UTF-8")
    if len(controls := _CONTROL.findall(text)) * 200 > len(text):
        raise _binary(source, f"it holds {len(controls)} control characters, the first U+{ord(controls[0]):04X}")
    if not text.strip():
        raise SourceError(source, "is empty", "delete it or add text")
    return text


def _binary(source: str, why: str) -> SourceError:
    return SourceError(source, f"is binary data, not text: {why}", "delete it, or save it as UTF-8 text")


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    return None


def _detected(data: bytes) -> str | None:
    import chardet

    encoding = chardet.detect(data[:_SAMPLE])["encoding"]
    return _try(data, encoding) if encoding else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return str(data, encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
