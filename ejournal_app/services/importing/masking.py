"""Personal codes as they may be shown in lists and printed by commands (Regulation 3)."""


def mask_code(code: str | None) -> str:
    """Return a canonical code with its last five digits hidden; '' when there is none."""
    return f"{code[:6]}-*****" if code else ""
