"""Import by command: shows what a file would do, and does it only with `--apply`."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ejournal_app.domain.errors import DomainError, Refused
from ejournal_app.domain.messages import N_, Message

Run = Callable[[argparse.Namespace], int]

_FAILED = 1


def add_commands(subparsers: Any) -> None:
    """Add the import commands to a parser; each sets `run`, which returns the exit status."""
    viis = subparsers.add_parser(
        "import-viis", help="import pupils from a VIIS list (CSV or XLSX); shows only, see --apply"
    )
    viis.add_argument("file", type=Path, metavar="FILE")
    _add_common(viis)
    viis.set_defaults(run=_guarded(_import_viis))

    timetable = subparsers.add_parser(
        "import-timetable",
        help="import a timetable (aSc Timetables XML or CSV); shows only, see --apply",
    )
    timetable.add_argument("file", type=Path, metavar="FILE")
    timetable.add_argument(
        "--from",
        dest="valid_from",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="valid from this day (default: next Monday; today for the first timetable)",
    )
    _add_common(timetable)
    timetable.set_defaults(run=_guarded(_import_timetable))

    undo = subparsers.add_parser("import-undo", help="take an applied import back as a whole")
    undo.add_argument("import_run", type=int, metavar="RUN", help="number the import was given")
    _add_actor(undo)
    undo.set_defaults(run=_guarded(_undo))


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--apply", action="store_true", help="carry out what is shown")
    parser.add_argument(
        "--skip-errors", action="store_true", help="leave out rows with errors, import the rest"
    )
    parser.add_argument(
        "--encoding", choices=("utf-8", "windows-1257"), help="of a CSV file, if guessing is wrong"
    )
    _add_actor(parser)


def _add_actor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as",
        dest="username",
        metavar="USER",
        help="superuser in whose name it is done (default: the first one)",
    )


def _guarded(run: Callable[[argparse.Namespace, "_Say"], int]) -> Run:
    """Say every expected failure in words."""

    def guarded(options: argparse.Namespace) -> int:
        from ejournal_app.i18n.catalogue import DEFAULT_LANGUAGE

        say = _Say(DEFAULT_LANGUAGE)
        try:
            return run(options, say)
        except DomainError as refusal:
            say.failure(refusal)
        except BrokenPipeError:
            # Whoever read the output (head, less) has seen enough; nothing more can be said.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED

    return guarded


class _Say:
    """Prints messages in the language of the account."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, msgid: str, /, **params: Any) -> None:
        self.message(Message(msgid, params))

    def lines(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.message(message)

    def message(self, message: Message) -> None:
        from ejournal_app.i18n.catalogue import translate

        print(translate(self.language, message))

    def failure(self, refusal: DomainError) -> None:
        from ejournal_app.services.changes.undoing import UndoBlocked
        from ejournal_app.services.importing.printing import listed
        from ejournal_app.services.importing.problems import HasRowProblems

        self.message(refusal.message)
        if isinstance(refusal, HasRowProblems):
            self.lines(listed(problem.message for problem in refusal.problems))
        if isinstance(refusal, UndoBlocked):
            self.lines(listed(refusal.obstacles))


def _read_file(path: Path) -> bytes:
    from ejournal_app.services.importing.reading import MAX_BYTES

    try:
        with path.open("rb") as source:
            # One byte more than is allowed is enough to be refused.
            return source.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(
            Message(N_("The file {name} cannot be opened."), {"name": path.name})
        ) from error


def _import_viis(options: argparse.Namespace, say: _Say) -> int:
    from ejournal_app import clock
    from ejournal_app.persistence.engine import reading
    from ejournal_app.services.importing import viis
    from ejournal_app.services.importing.command_actor import superuser
    from ejournal_app.services.importing.printing import viis_report
    from ejournal_app.services.importing.reading import read_table
    from ejournal_app.services.importing.viis.snapshot import default_day

    actor = superuser(options.username)
    say.language = actor.language
    table = read_table(_read_file(options.file), options.file.name, encoding=options.encoding)
    with reading() as session:
        on = default_day(session, clock.today())
    plan = viis.plan(actor, viis.read(table), on)
    say.lines(viis_report(plan))
    return _finish(
        options, say, plan, lambda: viis.apply(actor, plan, skip_errors=options.skip_errors)
    )


def _import_timetable(options: argparse.Namespace, say: _Say) -> int:
    from ejournal_app import clock
    from ejournal_app.services.importing import timetable
    from ejournal_app.services.importing.command_actor import superuser
    from ejournal_app.services.importing.printing import timetable_report

    actor = superuser(options.username)
    say.language = actor.language
    source = timetable.read(_read_file(options.file), options.file.name, encoding=options.encoding)
    plan = timetable.plan(actor, source, today=clock.today(), valid_from=options.valid_from)
    say.lines(timetable_report(plan))
    return _finish(
        options, say, plan, lambda: timetable.apply(actor, plan, skip_errors=options.skip_errors)
    )


def _finish(options: argparse.Namespace, say: _Say, plan: Any, apply: Callable[[], Any]) -> int:
    failed = bool(plan.problems) and not options.skip_errors
    if plan.is_empty and not plan.problems:
        say(N_("Nothing to change."))
        return 0
    if not options.apply:
        say(N_("Nothing has been written: this was a trial. Add --apply to carry it out."))
        return _FAILED if failed else 0
    if failed:
        say(
            N_(
                "Nothing has been written: correct the rows with errors,"
                " or add --skip-errors to leave them out."
            )
        )
        return _FAILED
    applied = apply()
    if applied.run_id is None:
        say(N_("Nothing to change."))
    else:
        say(N_("Done. To take it back: import-undo {run}"), run=applied.run_id)
    return 0


def _undo(options: argparse.Namespace, say: _Say) -> int:
    from ejournal_app.services.changes.undoing import undo
    from ejournal_app.services.importing.command_actor import superuser

    actor = superuser(options.username)
    say.language = actor.language
    undo(actor, options.import_run)
    say(N_("The import has been taken back; everything is as it was before it."))
    return 0
