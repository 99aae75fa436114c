"""Texts of the pages in the language of the session, chosen in the browser without a round trip.

Both languages are compiled into the page, so a text is a plain Var: it works as a child, in an
attribute, and changes the moment the language does. Names that come from the data are Vars given
as parameters.
"""

from typing import Any

import reflex as rx
from reflex.vars import Var

from ejournal_app.i18n.catalogue import gettext, plural_forms
from ejournal_app.states.preferences import Preferences

Text = str | Var[str]
"""A text that is either fixed or chosen in the browser."""


def t(msgid: str, /, **params: Any) -> Var[str]:
    """Return a text in the session's language: `t("Lesson {n}", n=State.n)`."""
    return _choose(gettext("lv", msgid, **params), gettext("en", msgid, **params))


def tn(one: str, many: str, n: Var[int] | int, /, **params: Any) -> Var[str]:
    """Return the form of a text that belongs to a number, which is also the parameter `n`.

    Latvian has three forms: 1, 21, 31 (not 11); the rest; zero.
    """
    number = Var.create(n).to(int)
    lv_one, lv_many, lv_zero = (
        form.format(n=number, **params) for form in plural_forms("lv", one, many)
    )
    en_one, en_many = (form.format(n=number, **params) for form in plural_forms("en", one, many))
    latvian = rx.cond(
        (number % 10 == 1) & (number % 100 != 11),
        lv_one,
        rx.cond(number == 0, lv_zero, lv_many),
    )
    return _choose(latvian, rx.cond(number == 1, en_one, en_many))


def _choose(latvian: Any, english: Any) -> Var[str]:
    return rx.cond(Preferences.language == "en", english, latvian).to(str)
