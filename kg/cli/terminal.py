"""Text on its way out: harmless on a terminal, in a spreadsheet and in a pipe.

Article text is never markup here: rich's markup, emoji codes and highlighting are off, and characters that steer a
terminal or turn the direction of writing are shown by their escapes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

#: Characters that turn the direction of writing, or that stand for line ends without looking like it.
_TURNING = {0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
#: A cell that begins with one of these is run as a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or ord(char) in _TURNING


def safe(text: str) -> str:
    """Return the text on one line, with characters that steer a terminal shown by their escapes.

    >>> safe("a\\x1b[31mb\\u202ec\\nd")
    'a\\\\x1b[31mb\\\\u202ec d'
    """
    if text.isascii() and text.isprintable():
        return text
    line = " ".join(text.replace("\t", " ").splitlines()) if any(c in text for c in "\t\n\r") else text
    return "".join(char.encode("unicode_escape").decode() if _steers(char) else char for char in line)


def safe_json(text: str) -> str:
    r"""Return JSON with the same meaning, in which no character steers a terminal.

    >>> safe_json('"a\x9bb"') == '"a' + chr(92) + 'u009bb"'
    True
    """
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    return "".join(f"\\u{ord(c):04x}" if c != "\n" and _steers(c) else c for c in text)


def cell(value: object) -> str:
    """Return a value for a CSV cell that no spreadsheet runs as a formula.

    >>> cell("=1+1"), cell(-3), cell(None)
    ("'=1+1", '-3', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def console(stderr: bool = False) -> Console:
    """Return a console that takes text as it is; colours only on a terminal; wide where nobody looks."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else int(os.environ.get("COLUMNS") or 140)
    return Console(file=stream, markup=False, emoji=False, highlight=False, width=width, soft_wrap=False)


def say(line: str = "") -> None:
    """Print one line on standard output."""
    _print(safe(line), sys.stdout)


def complain(message: str) -> None:
    """Print a message on standard error, each of its lines made harmless."""
    for line in message.split("\n"):
        _print(safe(line), sys.stderr)


def _print(line: str, stream: Any) -> None:
    encoding = stream.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=stream)


def emit(data: str) -> None:
    """Write text for programs to standard output, in UTF-8 whatever the locale; made harmless if that is a terminal."""
    if sys.stdout.isatty():
        for line in data.splitlines():
            say(line)
        return
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # a stand-in without bytes beneath
        sys.stdout.write(data)
    else:
        stream.write(data.encode("utf-8", "backslashreplace"))
        stream.flush()


def emit_json(value: object, indent: int | None = 1) -> None:
    """Write a value as JSON."""
    emit(safe_json(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n")


def emit_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Write rows as CSV (RFC 4180, lines ending in a plain newline)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    emit(out.getvalue())


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print a table; numbers stand to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    listed = [list(row) for row in rows]
    out = Table(box=box.SIMPLE_HEAD, title=Text(safe(title)) if title else None, title_justify="left", pad_edge=False)
    for i, name in enumerate(columns):
        numeric = bool(listed) and all(isinstance(row[i], int | float) for row in listed)
        out.add_column(Text(safe(name)), justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        out.add_row(*(Text(safe("" if value is None else str(value))) for value in row))
    console().print(out)


def entries(heading: str, rows: Iterable[tuple[str, str, str, Sequence[str]]], widths: tuple[int, int]) -> None:
    """Print a heading and entries below it: a mark to the left, a line with words below it, and whence, in lines, to the right.

    ``widths`` are those of the left and the right column.
    """
    from rich.table import Table
    from rich.text import Text

    out = Table.grid(padding=(0, 2), expand=True)
    out.add_column(width=widths[0], justify="right")
    out.add_column(ratio=1)
    out.add_column(width=widths[1], style="dim")
    for mark, line, words, whence in rows:
        out.add_row(
            Text(safe(mark)), Text.assemble((safe(line), "bold"), "\n", safe(words)), Text("\n".join(map(safe, whence)))
        )
    target = console()
    target.print(Text(safe(heading), style="bold underline"))
    target.print(out)
