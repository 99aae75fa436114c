"""The address `/`: takes everybody to the page they work on."""

import reflex as rx

from ejournal_app.components.feedback import skeleton
from ejournal_app.components.i18n import t
from ejournal_app.components.layout import solo_page


def home() -> rx.Component:
    """Return what is seen while the way is looked up."""
    return solo_page(rx.el.div(skeleton(), class_name="card"), title=t("Welcome"))
