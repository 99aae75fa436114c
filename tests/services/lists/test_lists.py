"""Lists: who sees them, searching, sorting in Latvian, filtering, paging, exporting."""

import pytest

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.policies.rules import allows
from ejournal_app.services.lists.addresses import asked_of, query_of
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, ListQuery
from ejournal_app.services.lists.registry import all_lists
from ejournal_app.services.lists.view import export_list, show_list
from ejournal_app.services.pupil_list import PUPILS
from tests.support.school import TinySchool
from tests.support.trail import last_entry, trail

CLASS_A = ["Āboliņa Anna", "Bērziņš Bruno", "Eglītis Emīls"]
CLASS_B = ["Krūmiņa Marta", "Ozola Dace"]


def names(school: TinySchool, reader: str, query: ListQuery | None = None) -> list[str]:
    shown = show_list(school.actors.all()[reader], PUPILS.key, query or ListQuery())
    return [str(row.cells[0]) for row in shown.rows]


def test_a_list_is_shown_to_those_who_have_its_permission_and_nobody_else(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    for key, definition in all_lists().items():
        for who, actor in school.actors.all().items():
            with subtests.test(f"{key} {who}"):
                if allows(actor, definition.permission):
                    show_list(actor, key, ListQuery())
                    export_list(actor, key, ListQuery())
                    continue
                for use in (show_list, export_list):
                    entries = last_entry()
                    with pytest.raises(Forbidden):
                        use(actor, key, ListQuery())
                    (refusal,) = trail(after=entries)
                    assert refusal.outcome == AuditOutcome.REFUSED
                    assert refusal.action == definition.permission


def test_every_list_can_be_sorted_by_every_column_both_ways(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    for key, definition in all_lists().items():
        for column in definition.columns:
            with subtests.test(f"{key} {column.key}"):
                up, down = (
                    show_list(
                        school.actors.superuser,
                        key,
                        ListQuery(sort=column.key, descending=descending),
                    )
                    for descending in (False, True)
                )
                assert up.total == down.total


def test_a_list_that_is_not_there_is_refused_like_a_foreign_one(school: TinySchool) -> None:
    with pytest.raises(Forbidden):
        show_list(school.actors.superuser, "nav", ListQuery())
    assert trail()[-1].outcome == AuditOutcome.REFUSED


def test_the_pupils_of_today_are_listed_by_class_and_name(school: TinySchool) -> None:
    for reader, listed in (
        ("clerk", CLASS_A + CLASS_B),
        ("management", CLASS_A + CLASS_B),
        ("superuser", CLASS_A + CLASS_B),
        ("maija", CLASS_A),
        ("nora", CLASS_B),
    ):
        assert names(school, reader) == listed


def test_a_search_takes_beginnings_of_names_and_class(school: TinySchool) -> None:
    for search, found in (
        ("ābol", CLASS_A[:1]),
        ("5.b", CLASS_B),
        ("dace oz", CLASS_B[1:]),
        ("zariņa", []),
        ("", CLASS_A + CLASS_B),
    ):
        assert names(school, "clerk", ListQuery(search=search)) == found


def test_a_filter_shows_what_stands_under_the_chosen_value(school: TinySchool) -> None:
    assert names(school, "clerk", ListQuery(filters={"class": "5.b"})) == CLASS_B
    everything = CLASS_A + CLASS_B
    assert names(school, "clerk", ListQuery(filters={"class": "9.z"})) == everything
    assert names(school, "clerk", ListQuery(filters={"nav": "5.b"})) == everything


def test_names_are_sorted_in_latvian_and_empty_cells_stay_last() -> None:
    from ejournal_app.services.lists.view import _arranged

    rows = ["", "Čakste", "Cīrule", "Ābele", "Zars", "Abava"]
    definition = ListDefinition[str](
        key="x",
        title="x",
        permission=PUPILS.permission,
        load=lambda _actor: rows,
        columns=(Column(key="name", title="x", cell=lambda row: row),),
        filters=(Filter(key="f", title="x", values_of=lambda row: (row[:1],)),),
    )
    up = _arranged(definition, rows, ListQuery(sort="name"), {})
    assert up == ["Abava", "Ābele", "Cīrule", "Čakste", "Zars", ""]
    down = _arranged(definition, rows, ListQuery(sort="name", descending=True), {})
    assert down == ["Zars", "Čakste", "Cīrule", "Ābele", "Abava", ""]


def test_a_page_past_the_end_is_the_last(school: TinySchool) -> None:
    shown = show_list(school.actors.clerk, PUPILS.key, ListQuery(page=99))
    assert (shown.query.page, shown.pages, shown.total) == (1, 1, 5)


def test_an_export_holds_all_that_was_found_and_is_recorded(school: TinySchool) -> None:
    whole = export_list(school.actors.clerk, PUPILS.key, ListQuery(search="5.a"))
    assert [row[0] for row in whole.rows] == CLASS_A
    entry = trail()[-1]
    assert (entry.action, entry.after) == ("list.export", {"list": "skoleni", "rows": 3})


def test_a_query_survives_its_address() -> None:
    query = ListQuery(search="an 5", sort="name", descending=True, filters={"class": "5.a"}, page=3)
    assert query_of(asked_of(query)) == query
    assert asked_of(ListQuery()) == {}


def test_what_no_page_of_ours_asks_is_refused() -> None:
    for asked in (
        {"meklet": 5},
        {"meklet": "x" * 101},
        {"meklet": "a\x00b"},
        {f"f_{n}": "x" for n in range(21)},
    ):
        with pytest.raises(Refused):
            query_of(asked)
    assert query_of({"lapa": "-1", "kartot": "--x"}).page == 1
