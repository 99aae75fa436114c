"""The journals somebody may open, own ones first (Regulation 7.3, 7.6)."""

from ejournal_app.services.journal_list import OPEN_JOURNALS
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from tests.support.school import TinySchool

ALL = ["Angļu valoda 5.1", "Koris 5.a", "Matemātika 5.a", "Matemātika 5.b"]


def test_everybody_lists_what_they_may_open(school: TinySchool) -> None:
    for reader, own, others in (
        ("ilze", ALL[2:], []),
        ("janis", ALL[:3], []),
        ("maija", [], ALL[:3]),
        ("nora", [], [ALL[0], ALL[3]]),
        ("attached_until_yesterday", [], []),
        ("management", [], ALL),
        ("superuser", [], ALL),
    ):
        lines = OPEN_JOURNALS.load(school.actors.all()[reader])
        assert [line.name for line in lines] == own + others
        assert [line.own for line in lines] == [True] * len(own) + [False] * len(others)


def test_a_search_takes_beginnings_of_words(school: TinySchool) -> None:
    for search, found in (
        ("mat", ALL[2:]),
        ("5.a MAT", [ALL[2]]),
        ("valoda", [ALL[0]]),
        ("ķīmija", []),
        (" ", ALL),
    ):
        listed = show_list(school.actors.management, "zurnali", ListQuery(search=search))
        assert [row.cells[0] for row in listed.rows] == found
        assert listed.total == len(found)


def test_teachers_narrow_the_list_to_their_own(school: TinySchool) -> None:
    query = ListQuery(filters={"whose": "mani"})
    assert show_list(school.actors.janis, "zurnali", query).total == 3
    # Nobody's own choice is on offer where everything is others'.
    assert show_list(school.actors.superuser, "zurnali", query).total == len(ALL)
