"""Education programmes (izglītības programmas): their codes, and those schools usually have."""

import re

from .errors import Refused
from .messages import N_, Message

_CODE = re.compile(r"[0-9]{8}")

USUAL_PROGRAMMES = (
    ("21011111", "Pamatizglītības programma"),
    ("21011121", "Pamatizglītības mazākumtautību programma"),
    ("31011011", "Vispārējās vidējās izglītības vispārizglītojošā virziena programma"),
    ("31012011", "Vispārējās vidējās izglītības humanitārā un sociālā virziena programma"),
    (
        "31013021",
        (
            "Vispārējās vidējās izglītības matemātikas, dabaszinību un tehnikas virziena"
            " mazākumtautību programma"
        ),
    ),
    ("31016011", "Vispārējās vidējās izglītības programma"),
)
"""Code and official name; a school takes what it has and adds its special programmes."""


def parse_code(text: str) -> str:
    """Return a programme code: 8 digits, typed with or without spaces (Regulation 7.7)."""
    code = "".join(text.split())
    if _CODE.fullmatch(code) is None:
        raise Refused(Message(N_("A programme code has 8 digits.")))
    return code
