"""Lists of pupils' files, of informed parents, of proposals and of the members of groups."""

from datetime import timedelta

from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import GroupMembership
from ejournal_app.services.class_tasks.checking import confirm_items
from ejournal_app.services.class_tasks.files import class_checklist
from ejournal_app.services.class_tasks.items import add_usual_items
from ejournal_app.services.class_tasks.notices import note_told, publish_notice
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.teaching.classes import class_page
from tests.services.promotion.years import next_year, year_marks
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.statements import statements


def cells(
    school: TinySchool, who: str, key: str, *columns: str, search: str = "", **filters: str
) -> list[tuple[object, ...]]:
    """The chosen columns of a list as somebody sees it; sentences as their msgids."""
    query = ListQuery(search=search, filters=filters)
    shown = show_list(school.actors.all()[who], key, query)
    places = [[head.key for head in shown.columns].index(column) for column in columns]
    return [
        tuple(getattr(row.cells[place], "msgid", row.cells[place]) for place in places)
        for row in shown.rows
    ]


def test_files_are_listed_pupil_by_pupil_with_what_is_missing(school: TinySchool) -> None:
    add_usual_items(school.actors.superuser)
    items = class_checklist(school.actors.maija, school.class_a).items
    confirm_items(school.actors.maija, school.anna, [item.item_id for item in items])
    confirm_items(school.actors.maija, school.bruno, [items[0].item_id])
    listed = cells(school, "maija", "lietu-saraksts", "name", "class", "confirmed", "state")
    assert listed == [
        ("Āboliņa Anna", "5.a", len(items), "Done"),
        ("Bērziņš Bruno", "5.a", 1, "Overdue"),
        ("Eglītis Emīls", "5.a", 0, "To be done"),  # a newcomer with days of the own
    ]
    (anna, bruno, _) = cells(school, "maija", "lietu-saraksts", "missing")
    assert anna == ("",)
    assert items[0].name_lv not in str(bruno[0])
    assert items[1].name_lv in str(bruno[0])
    assert len(cells(school, "superuser", "lietu-saraksts", "name")) == 5
    assert cells(school, "superuser", "lietu-saraksts", "name", **{"class": "5.b"}, state="late")
    assert cells(school, "superuser", "lietu-saraksts", "name", search="ābol") == [
        ("Āboliņa Anna",)
    ]


def test_parents_are_listed_with_whether_they_know(school: TinySchool) -> None:
    before = cells(school, "maija", "informetie", "name", "children", "told")
    assert ("Āboliņa Aija", "Āboliņa Anna", "not yet") in before
    publish_notice(school.actors.maija, school.class_a, "Žurnālā redzamas atzīmes.")
    told = school.actors.parent.person_id
    note_told(school.actors.maija, school.class_a, [told], on=TODAY)
    knows = cells(school, "management", "informetie", "name", "class", "told", "when", knows="yes")
    assert knows == [("Āboliņa Aija", "5.a", "told at a meeting", TODAY)]
    others = cells(school, "superuser", "informetie", "name", knows="no")
    assert others
    assert ("Āboliņa Aija",) not in others
    assert all(name != "Āboliņa Aija" for (name,) in cells(school, "nora", "informetie", "name"))


def test_proposals_are_listed_with_their_reasons(school: TinySchool) -> None:
    next_year()
    year_marks(school, {school.anna: "7", school.bruno: "3"})
    shown = cells(school, "superuser", "priekslikumi", "name", "class", "proposal")
    assert shown[0] == ("Āboliņa Anna", "5.a", "promote")
    assert len(shown) == 5
    promoted = cells(school, "superuser", "priekslikumi", "name", proposal="promoted")
    assert promoted == [("Āboliņa Anna",)]
    undecided = cells(school, "superuser", "priekslikumi", "name", "reasons", proposal="none")
    assert len(undecided) == 4
    assert all(reasons for _, reasons in undecided)


def test_members_of_groups_are_listed_those_of_today_first_asked_for(school: TinySchool) -> None:
    now = cells(school, "superuser", "sastavs", "name", "class", "group")
    assert now == [
        ("Āboliņa Anna", "5.a", "Angļu valoda 5.1"),
        ("Ozola Dace", "5.b", "Angļu valoda 5.1"),
    ]
    everybody = cells(school, "superuser", "sastavs", "name", state="all")
    assert everybody == [
        ("Āboliņa Anna",),
        ("Bērziņš Bruno",),
        ("Ozola Dace",),
        ("Zariņa Zane",),
    ]
    assert cells(school, "superuser", "sastavs", "name", **{"class": "5.b"}) == [("Ozola Dace",)]


def test_a_class_page_names_its_pupils_of_today(school: TinySchool) -> None:
    page = class_page(school.actors.superuser, school.class_b)
    assert [(one.pupil_id, one.name) for one in page.pupils] == [
        (school.marta, "Krūmiņa Marta"),
        (school.dace, "Ozola Dace"),
    ]


def test_more_rows_ask_the_database_no_more_often(school: TinySchool) -> None:
    keys = ("lietu-saraksts", "informetie", "sastavs", "priekslikumi")

    def asked() -> list[int]:
        counts: list[int] = []
        for key in keys:
            with statements() as seen:
                show_list(school.actors.superuser, key, ListQuery())
            counts.append(len(seen))
        return counts

    before = asked()
    with writing() as session:
        for pupil_id in (school.emils, school.marta):
            session.add(
                GroupMembership(
                    group_id=school.group, pupil_id=pupil_id, starts_on=TODAY - timedelta(days=9)
                )
            )
    assert asked() == before
