"""The command line: run the school, migrate, build, fill with the demo school, import files."""

import argparse
import sys
from collections.abc import Callable, Sequence

from ejournal_app.settings import SettingsError, get_settings

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status and explains every expected failure in words."""
    options = _parser().parse_args(arguments)
    command: Command = options.run
    try:
        get_settings()
        return command(options)
    except SettingsError as error:
        return _failed(str(error), status=2)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ejournal_app",
        description="eŽurnāls. Settings come from EJOURNAL_* variables or the file .env.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="prepare what is missing and serve the school")
    serve.add_argument(
        "--no-build", action="store_true", help="serve the front end as it was last built"
    )
    serve.set_defaults(run=_serve)
    commands.add_parser(
        "jobs", help="run scheduled work here, when the server does not (EJOURNAL_JOBS=off)"
    ).set_defaults(run=_jobs)
    commands.add_parser("migrate", help="bring the database schema up to date").set_defaults(
        run=_migrate
    )
    commands.add_parser("build", help="build the front end if it has changed").set_defaults(
        run=_build
    )
    demo = commands.add_parser("load-demo", help="fill an empty database with the demo school")
    demo.add_argument("--size", choices=("full", "small"), default="full")
    demo.set_defaults(run=_load_demo)

    superuser = commands.add_parser(
        "create-superuser", help="make a superuser; asks for what is not given, and the password"
    )
    for name in ("school-name", "given-name", "family-name", "username"):
        superuser.add_argument(f"--{name}", default="")
    superuser.set_defaults(run=_create_superuser)

    from ejournal_app.services.importing import cli as importing
    from ejournal_app.services.moving import cli as moving

    importing.add_commands(commands)
    moving.add_commands(commands)
    return parser


def _serve(options: argparse.Namespace) -> int:
    from ejournal_app.serving import server, start

    settings = get_settings()
    try:
        start.prepare(settings, build=not options.no_build)
    except start.CannotStart as error:
        return _failed(str(error))
    server.run(settings)
    return 0


def _jobs(_options: argparse.Namespace) -> int:
    from ejournal_app.jobs.process import run_until_told_to_stop
    from ejournal_app.serving import server, start

    settings = get_settings()
    try:
        start.require_schema(settings)
    except start.CannotStart as error:
        return _failed(str(error))
    server.start_logging(settings)
    run_until_told_to_stop()
    return 0


def _migrate(_options: argparse.Namespace) -> int:
    from ejournal_app.persistence import migrate

    migrate.upgrade()
    print(f"The schema is at revision {migrate.current()}.")
    return 0


def _build(_options: argparse.Namespace) -> int:
    from ejournal_app.serving.build import BuildError, ensure_built

    try:
        built = ensure_built()
    except BuildError as error:
        return _failed(str(error))
    print("The front end has been built." if built else "The front end is up to date.")
    return 0


def _load_demo(options: argparse.Namespace) -> int:
    from ejournal_app.demo.load import load_if_empty
    from ejournal_app.serving.start import print_logins

    if load_if_empty(options.size) is None:
        return _failed("The demo school is only loaded into an empty database; this one is not.")
    print_logins()
    return 0


def _create_superuser(options: argparse.Namespace) -> int:
    from getpass import getpass

    from ejournal_app.domain.errors import Refused
    from ejournal_app.services.setup.first_run import Founding, has_school, make_superuser

    def asked(given: str, question: str) -> str:
        return given or input(f"{question}: ")

    founding = Founding(
        school_name="" if has_school() else asked(options.school_name, "Name of the school"),
        given_name=asked(options.given_name, "Given name"),
        family_name=asked(options.family_name, "Family name"),
        username=asked(options.username, "User name"),
        # Never an argument: those can be read by every user of the machine.
        password=getpass("Password: "),
        password_again=getpass("Password once more: "),
    )
    try:
        make_superuser(founding)
    except Refused as refusal:
        return _failed(refusal.message.english())
    print(f"{founding.username} can log in now.")
    return 0


def _failed(sentence: str, status: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return status
