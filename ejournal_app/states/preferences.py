"""What a person chose about the look and the language."""

import reflex as rx


class Preferences(rx.State):
    """Language (`lv`, `en`) and theme (`auto`, `light`, `dark`) of the session."""

    language: str = "lv"
    theme: str = "auto"
