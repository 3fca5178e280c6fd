"""Rows of CSV that a spreadsheet shows as text, whatever people wrote in them."""

import csv
from collections.abc import Iterable
from io import StringIO

# A cell that begins with one of these is run as a formula by spreadsheets, even behind blanks.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_line(cells: Iterable[str]) -> str:
    """One line without its end; an apostrophe before a cell keeps it from being run, line breaks become blanks."""
    written = StringIO()
    csv.writer(written, lineterminator="").writerow([safe_cell(each) for each in cells])
    return written.getvalue()


def safe_cell(text: str) -> str:
    flat = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return f"'{flat}" if flat.lstrip().startswith(FORMULA) else flat
