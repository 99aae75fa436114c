"""What the document's head carries: installing as an app, icons, typeface."""

import reflex as rx

STYLESHEETS = ["/theme.css", "/layout.css", "/parts.css", "/icons.css"]
"""Order matters: what comes later may refine what came before."""


def head_components() -> list[rx.Component]:
    """Return the tags for `rx.App(head_components=…)`."""
    return [
        rx.el.meta(
            name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"
        ),
        rx.el.meta(name="color-scheme", content="light dark"),
        rx.el.meta(
            name="theme-color", content="#ffffff", custom_attrs={"media": _prefers("light")}
        ),
        rx.el.meta(name="theme-color", content="#161f1d", custom_attrs={"media": _prefers("dark")}),
        rx.el.meta(name="robots", content="noindex"),
        rx.el.meta(name="mobile-web-app-capable", content="yes"),
        rx.el.meta(name="apple-mobile-web-app-title", content="eŽurnāls"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
        *(_font(name) for name in ("figtree-latin", "figtree-latin-ext")),
        rx.el.script(src="/shell.js", defer=True),
    ]


def _prefers(scheme: str) -> str:
    return f"(prefers-color-scheme: {scheme})"


def _font(name: str) -> rx.Component:
    return rx.el.link(
        rel="preload",
        href=f"/fonts/{name}.woff2",
        type="font/woff2",
        cross_origin="anonymous",
        custom_attrs={"as": "font"},
    )
