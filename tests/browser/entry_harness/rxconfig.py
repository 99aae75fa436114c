"""Configuration of the harness: the entry components alone, without the product around them."""

import reflex as rx

config = rx.Config(
    app_name="entry_harness",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
