"""Cells that no spreadsheet program takes for a formula (CSV injection)."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Return a text as it may stand in a CSV or XLSX cell.

    What a spreadsheet program could take for a formula gets an apostrophe in front, which such
    programs read as "text follows".
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
