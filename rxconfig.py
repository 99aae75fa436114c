"""Reflex's configuration, derived from our settings; Reflex looks for it by this name."""

import reflex as rx

from ejournal_app.serving.new_version import NewVersionPlugin
from ejournal_app.serving.same_origin import SameOriginPlugin
from ejournal_app.serving.steady_pages import SteadyPagesPlugin
from ejournal_app.settings import get_settings

settings = get_settings()

config = rx.Config(
    app_name="ejournal_app",
    backend_host=settings.host,
    backend_port=settings.port,
    frontend_port=settings.port,
    # Only pages of our own address may open the event socket or call the server.
    cors_allowed_origins=list(settings.allowed_origins),
    deploy_url=settings.base_url,
    trusted_proxy_hops=settings.trusted_proxy_hops,
    state_manager_mode=(
        rx.constants.StateManagerMode.REDIS
        if settings.redis_url
        else rx.constants.StateManagerMode.MEMORY
    ),
    redis_url=settings.redis_url,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[SameOriginPlugin(), NewVersionPlugin(), SteadyPagesPlugin()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
