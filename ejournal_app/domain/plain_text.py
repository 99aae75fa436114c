"""Text that every database stores and every browser shows."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_plain(text: str) -> bool:
    """Tell whether a text is free of zero bytes and halves of surrogate pairs.

    No database takes these, and a page that is sent a half pair loses its connection.
    """
    return _UNSTORABLE.search(text) is None
