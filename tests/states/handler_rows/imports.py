"""Imports: only a superuser opens them; what is not there is refused like anything foreign."""

from tests.states.rows import Call, Row, at
from tests.states.school import Objects, School

SUPERUSER = frozenset({"virslietotajs"})
NOT_THERE = 1_000_000_000
DRAFT = {"kind": "viis", "draft_id": str(NOT_THERE)}
DRAFT_PAGE = f"/importi/viis/{NOT_THERE}"
RUN_PAGE = f"/importi/vesture/{NOT_THERE}"


def _of_draft(**more: object) -> Row:
    """A handler that names a draft: nobody has this one."""

    def foreign(_school: School, _things: Objects, _caller: str) -> list[Call]:
        return [at(DRAFT_PAGE, NOT_THERE, **DRAFT, **more)]

    return Row(
        open_to=SUPERUSER,
        arguments=lambda _school: {**DRAFT, **more},
        path=lambda _own: DRAFT_PAGE,
        foreign=foreign,
    )


ROWS = {
    "imports.Imports.enter": Row(open_to=SUPERUSER, path=lambda _own: "/importi"),
    "imports.Imports.discard": _of_draft(),
    "import_draft.ImportDraft.enter": Row(
        open_to=SUPERUSER,
        path=lambda _own: DRAFT_PAGE,
        foreign=lambda _school, _things, _caller: [at(DRAFT_PAGE, NOT_THERE)],
    ),
    "import_draft.ImportDraft.look": _of_draft(section="new", search="", page=1),
    "import_draft.ImportDraft.choose_columns": _of_draft(form={"c0": "code"}),
    "import_draft.ImportDraft.choose_reading": _of_draft(form={"on": "2026-09-01"}),
    "import_draft.ImportDraft.discard": _of_draft(),
    "import_draft.ImportDraft.apply": _of_draft(shown="", form={}),
    "import_draft.ImportDraft.follow": _of_draft(),
    "import_run.Run.enter": Row(
        open_to=SUPERUSER,
        path=lambda _own: RUN_PAGE,
        foreign=lambda _school, _things, _caller: [at(RUN_PAGE, NOT_THERE)],
    ),
    "import_run.Run.take_back": Row(
        open_to=SUPERUSER,
        arguments=lambda _school: {"run_id": str(NOT_THERE), "form": {"typed": "x"}},
        path=lambda _own: RUN_PAGE,
        foreign=lambda _school, _things, _caller: [
            at(RUN_PAGE, NOT_THERE, run_id=str(NOT_THERE), form={"typed": "x"})
        ],
    ),
}
