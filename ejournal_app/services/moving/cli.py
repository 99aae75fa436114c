"""Commands for moving a whole school: `export-school` and `load-school`."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add_commands(commands: Any) -> None:
    """Add the commands to the product's command line."""
    out = commands.add_parser("export-school", help="write the whole school into one zip")
    out.add_argument("file", type=Path, help="the zip to write; must not be there yet")
    out.set_defaults(run=_export)
    back = commands.add_parser("load-school", help="load such a zip into an empty installation")
    back.add_argument("file", type=Path)
    back.set_defaults(run=_load)


def _export(options: argparse.Namespace) -> int:
    from .writing import write_school

    try:
        with options.file.open("xb") as target:
            for piece in write_school():
                target.write(piece)
    except OSError as error:
        return _failed(f"{options.file}: {error.strerror}.")
    print(f"{options.file}: {options.file.stat().st_size / 1e6:.1f} MB.")
    return 0


def _load(options: argparse.Namespace) -> int:
    from ejournal_app.domain.errors import Refused
    from ejournal_app.persistence import migrate

    from .loading import load_school

    if not options.file.is_file():
        return _failed(f"{options.file}: there is no such file.")
    migrate.upgrade()
    try:
        loaded = load_school(options.file)
    except Refused as refusal:
        return _failed(refusal.message.english())
    print(f"Loaded: {sum(loaded.values())} rows in {len(loaded)} tables.")
    return 0


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
