"""What can be an e-mail address of one person."""

import re

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")
_LONGEST = 200


def is_address(text: str) -> bool:
    """Tell whether a text can be an e-mail address of one person."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None
