"""Compile the pages and bundle them; run as a process of its own by `build`.

A process of its own, so that nothing the compiler keeps stays in the server.
"""

import logging


def main() -> None:
    """Make `.web` with the production bundle, as `reflex export --frontend-only` does."""
    from reflex.utils import prerequisites
    from reflex.utils.export import export
    from reflex_base import constants

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    prerequisites.initialize_reflex_user_directory()
    if prerequisites.needs_reinit():
        # `reflex init` would also write files beside our own and ask the package registry.
        prerequisites.initialize_frontend_dependencies()
    export(zipping=False, frontend=True, backend=False, env=constants.Env.PROD)


if __name__ == "__main__":
    main()
