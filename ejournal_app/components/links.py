"""Links inside the product."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router import ReactRouterLink

from ejournal_app.components.i18n import Text


def link(*children: Any, href: Text, **props: Any) -> rx.Component:
    """Return a link to another page of the product; the browser does not load the page anew."""
    return ReactRouterLink.create(*children, to=href, **props)
