"""Forms the browser itself submits and links it itself follows."""

from typing import Any

import reflex as rx
from reflex.vars import Var
from reflex_components_core.el.elements.base import BaseHTML
from reflex_components_core.el.elements.inline import A

from ejournal_app.components.i18n import Text


class NativeForm(BaseHTML):
    """A plain form element: the framework's own form always prevents native submission.

    Signing in and out must be native: the answer sets the HttpOnly cookie, password managers
    recognise the form, and it works before the page's scripts have loaded.
    """

    tag = "form"

    action: Var[str]
    method: Var[str]
    auto_complete: Var[str]
    enc_type: Var[str]


def native_form(*children: Any, action: str, method: str = "post", **props: Any) -> rx.Component:
    """Return a form sent natively to one of our own addresses; `get` is for files to download."""
    return NativeForm.create(*children, action=action, method=method, **props)


def native_link(*children: Any, href: Text, **props: Any) -> rx.Component:
    """Return a link to a place on this page or to what is not a page (files, other sites).

    `rx.el.a` is the framework's router link: right between pages, wrong here.
    """
    return A.create(*children, href=href, **props)
