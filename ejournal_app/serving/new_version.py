"""The strip Reflex shows when the server has been renewed under an open page, in our words.

Reflex reloads such a page by itself; only when that did not help does it show the strip, which it
knows in English alone.
"""

import json
from typing import Any

from reflex.plugins import Plugin

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext

_STATE_JS = "utils/state.js"
_WORDS = (
    ('"A new version of this app is available."', N_("eŽurnāls has been renewed.")),
    ('"Reload"', N_("Load again")),
)


class NewVersionPlugin(Plugin):
    """Give the strip about a new version the language of the page."""

    def pre_compile(self, **context: Any) -> None:
        """Register the change of the words."""
        context["add_modify_task"](_STATE_JS, with_own_words)


def with_own_words(source: str) -> str:
    """Return Reflex's `state.js` with our words; one that has them stays as it is.

    Raises `RuntimeError` when the words are not found: English would come back unnoticed.
    """
    for english, msgid in _WORDS:
        texts = (gettext(language, msgid) for language in ("en", "lv"))
        in_english, in_latvian = (json.dumps(text, ensure_ascii=False) for text in texts)
        own = f'(document.documentElement.lang === "en" ? {in_english} : {in_latvian})'
        if own in source:
            continue
        if source.count(english) != 1:
            raise RuntimeError("Reflex's new-version strip has changed: adapt new_version.py.")
        source = source.replace(english, own)
    return source
