"""The journals somebody may open, own ones first (Regulation 7.3, 7.6)."""

from ejournal_app.services.journal_list import PAGE_SIZE, list_journals
from tests.support.school import TinySchool

ALL = ["Angļu valoda Angļu valoda 5.1", "Koris 5.a", "Matemātika 5.a", "Matemātika 5.b"]


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
        listed = list_journals(school.actors.all()[reader])
        assert [f"{line.subject} {line.place}" for line in listed.lines] == own + others
        assert [line.own for line in listed.lines] == [True] * len(own) + [False] * len(others)
        assert listed.total == len(own + others)


def test_a_search_takes_beginnings_of_words(school: TinySchool) -> None:
    for search, found in (
        ("mat", ALL[2:]),
        ("5.a MAT", [ALL[2]]),
        ("valoda", [ALL[0]]),
        ("ķīmija", []),
        (" ", ALL),
    ):
        listed = list_journals(school.actors.management, search)
        assert [f"{line.subject} {line.place}" for line in listed.lines] == found


def test_a_page_beyond_the_last_is_empty_and_one_before_the_first_is_the_first(
    school: TinySchool,
) -> None:
    assert len(ALL) < PAGE_SIZE
    assert list_journals(school.actors.management, page=2).lines == ()
    assert len(list_journals(school.actors.management, page=-3).lines) == len(ALL)
