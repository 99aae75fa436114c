"""Staff from a file: what the plan says, what applying it opens, and taking it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import Message
from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Account,
    AuditEntry,
    FormerPersonalCode,
    LoginSession,
    Person,
    RoleGrant,
    StaffContract,
)
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.changes.undoing import UndoBlocked, undo
from ejournal_app.services.importing.problems import HasRowProblems, PlanIsStale
from ejournal_app.services.importing.staff import StaffKind, StaffPlan, apply, plan, read
from tests.services.importing.building import Built
from tests.services.importing.staff_files import (
    BERZA,
    BERZA_CODE,
    OZOLS_CODE,
    Cells,
    member,
    staff_table,
)

OF_ANNA: Cells = member(
    family_name="Bērziņa",
    given_name="Anna",
    code="",
    email="",
    phone="",
    position="Direktore",
    number="1",
    starts_on="01.09.2020",
    roles="nav",
)
"""Anna Bērziņa, the superuser of the school these tests import into."""


def planned(school: Built, *rows: Cells) -> StaffPlan:
    return plan(school.superuser, read(staff_table(*rows)))


def carry_out(school: Built, *rows: Cells, **options: Any) -> AppliedImport:
    return apply(school.superuser, planned(school, *rows), **options)


def faults(found: StaffPlan) -> list[str]:
    return [translate("en", problem.message) for problem in found.problems]


def said(found: StaffPlan) -> list[str]:
    """Every change of a plan's only row, in English."""

    def text(value: Any) -> str:
        return translate("en", value) if isinstance(value, Message) else str(value)

    (row,) = found.rows
    return [f"{text(one.label)}: {text(one.old)} → {text(one.new)}" for one in row.changes]


def person_of(session: Session, code: str) -> Person:
    return session.exec(select(Person).where(col(Person.personal_code) == code)).one()


def account_of(session: Session, person: Person) -> Account:
    return session.exec(select(Account).where(col(Account.person_id) == person.id)).one()


def roles_of(session: Session, account: Account) -> list[tuple[str, date, date | None]]:
    grants = session.exec(
        select(RoleGrant)
        .where(col(RoleGrant.account_id) == account.id)
        .order_by(col(RoleGrant.role), col(RoleGrant.starts_on))
    )
    return [(grant.role, grant.starts_on, grant.ends_on) for grant in grants]


def test_a_new_teacher_gets_contract_access_account_and_role(school: Built) -> None:
    found = planned(school, BERZA)
    assert found.counts == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "missing": 4,
        "with_errors": 0,
    }
    assert said(found) == ["contract:  → No DL-1", "role:  → Teacher", "account:  → a new one"]
    apply(school.superuser, found)
    with reading() as session:
        person = person_of(session, BERZA_CODE)
        assert (person.family_name, person.given_name) == ("Bērza", "Ieva")
        assert (person.email, person.birth_date) == ("ieva@example.lv", date(1985, 4, 2))
        contract = session.exec(
            select(StaffContract).where(col(StaffContract.number) == "DL-1")
        ).one()
        assert (contract.person_id, contract.kind) == (person.id, "employment")
        assert (contract.position, contract.starts_on) == ("Ķīmijas skolotāja", date(2026, 9, 1))
        assert contract.activated_at is not None
        assert contract.activated_by_id == school.superuser.person_id
        account = account_of(session, person)
        assert account.username == "ieva.berza"
        assert account.password_hash is None
        assert roles_of(session, account) == [("teacher", date(2026, 9, 1), None)]


def test_the_second_look_finds_nothing_to_change(school: Built) -> None:
    rows = (BERZA, OF_ANNA, member(number="UL-1", kind="uzņēmuma līgums", roles="nav"))
    carry_out(school, *rows)
    again = planned(school, *rows)
    assert again.is_empty, said(again)
    assert again.of_kind(StaffKind.UNCHANGED) == again.rows
    assert apply(school.superuser, again).run_id is None


def test_two_contracts_of_one_new_person_are_one_person(school: Built) -> None:
    applied = carry_out(
        school, BERZA, member(number="UL-1", kind="uzņēmuma līgums", roles="vadība, skolotājs")
    )
    assert applied.counts["new"] == 2
    with reading() as session:
        person = person_of(session, BERZA_CODE)
        contracts = session.exec(
            select(StaffContract).where(col(StaffContract.person_id) == person.id)
        )
        assert sorted(one.kind for one in contracts) == ["employment", "services"]
        roles = roles_of(session, account_of(session, person))
    assert [role for role, _, _ in roles] == ["management", "teacher"]


def test_roles_follow_the_cell_or_else_the_position(school: Built) -> None:
    rows = [
        member(number="1a", code="", family_name="A", position="Pedagoga palīgs"),
        member(number="2a", code="", family_name="B", position="Lietvede", roles="lietvede"),
        member(number="3a", code="", family_name="C", position="Dārznieks"),
        member(number="4a", code="", family_name="D", position="Skolotāja", roles="nav"),
        member(number="5a", code="", family_name="E", position="X", roles="Vadība / pedagogs"),
    ]
    roles = [[step.role for step in row.roles] for row in planned(school, *rows).rows]
    assert roles == [
        [],
        [GrantedRole.CLERK],
        [],
        [],
        [GrantedRole.MANAGEMENT, GrantedRole.TEACHER],
    ]


def test_what_the_file_says_otherwise_is_written_and_empty_cells_erase_nothing(
    school: Built,
) -> None:
    carry_out(school, member(ends_on="31.05.2027"))
    other = member(email="", phone="+371 29999999", position="Bioloģijas skolotāja", kind="")
    found = planned(school, other)
    assert said(found) == [
        "telephone: +371 20000001 → +371 29999999",
        "position: Ķīmijas skolotāja → Bioloģijas skolotāja",
    ]
    apply(school.superuser, found)
    with reading() as session:
        person = person_of(session, BERZA_CODE)
        assert (person.email, person.phone) == ("ieva@example.lv", "+371 29999999")
        contract = session.exec(
            select(StaffContract).where(col(StaffContract.number) == "DL-1")
        ).one()
        assert contract.ends_on == date(2027, 5, 31)
        trail = session.exec(
            select(AuditEntry).where(col(AuditEntry.action) == "staff.contract.change")
        ).one()
        assert trail.entity_id == contract.id


def test_a_contract_the_clerk_entered_is_opened(school: Built) -> None:
    with writing() as session:
        contract = session.exec(
            select(StaffContract).where(
                col(StaffContract.person_id) == school.people["Līga Kalniņa"]
            )
        ).one()
        contract.activated_at = None
        contract.position = "Skolotāja"
    row = member(
        family_name="Kalniņa",
        given_name="Līga",
        code="",
        email="",
        phone="",
        position="Skolotāja",
        number=contract.number,
        starts_on="01.09.2020",
    )
    found = planned(school, row)
    assert said(found) == [
        "access: closed → open",
        "role:  → Teacher",
        "account:  → a new one",
    ]
    apply(school.superuser, found)
    with reading() as session:
        again = session.get_one(StaffContract, contract.id)
        assert again.activated_at is not None
        opened = session.exec(
            select(AuditEntry).where(col(AuditEntry.action) == "staff.contract.activate")
        ).one()
        assert opened.entity_id == contract.id
    assert planned(school, row).is_empty


def test_a_parent_on_record_becomes_staff_and_a_namesake_does_not(school: Built) -> None:
    with writing() as session:
        session.add(Person(given_name="Ieva", family_name="Bērza", personal_code=BERZA_CODE))
        session.add(Person(given_name="Juris", family_name="Ozols", personal_code=OZOLS_CODE))
    found = planned(
        school, BERZA, member(family_name="Ozols", given_name="Juris", code="", number="DL-2")
    )
    known, namesake = found.rows
    assert known.kind is StaffKind.NEW
    assert known.person.person_id is not None
    assert [note.english() for note in known.notes] == ["On record already as a parent or a pupil."]
    assert namesake.person.person_id is None
    assert [note.english() for note in namesake.notes] == [
        "Somebody else of this name is on record already."
    ]


def test_a_new_personal_code_keeps_the_former_one(school: Built) -> None:
    carry_out(school, BERZA)
    new_code = make_old_code(date(1985, 4, 2), 977)
    carry_out(school, member(code=BERZA_CODE))
    with writing() as session:
        person = person_of(session, BERZA_CODE)
        session.add(
            FormerPersonalCode(person_id=person.id or 0, code=new_code, changed_on=date(2026, 9, 1))
        )
    found = planned(school, member(code=new_code))
    assert found.is_empty
    assert [note.english() for note in found.rows[0].notes] == ["Found by a former personal code."]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"family_name": ""}, "Row 2, column «Uzvārds»: This must be filled in."),
        ({"given_name": "=CMD()"}, "Row 2, column «Vārds»: This is not a name."),
        ({"number": ""}, "Row 2, column «Līguma numurs»: This must be filled in."),
        ({"number": "9" * 41}, "Row 2, column «Līguma numurs»: At most 40 characters."),
        ({"email": "ieva@"}, "Row 2, column «E-pasts»: This is not an e-mail address."),
        ({"starts_on": "31.02.2026"}, "Row 2, column «Līgums no»: There is no such date."),
        (
            {"ends_on": "31.08.2026"},
            "Row 2, column «Līgums līdz»: The last day is before the first one, 1 Sept 2026.",
        ),
        (
            {"kind": "brīvprātīgais"},
            (
                "Row 2, column «Līguma veids»: The kind of contract is one of:"
                " darba līgums, uzņēmuma līgums."
            ),
        ),
        (
            {"roles": "skolotājs, virslietotājs"},
            (
                "Row 2, column «Loma»: The role of superuser is granted on the person's page,"
                " not by a file."
            ),
        ),
        (
            {"roles": "dežurants"},
            (
                "Row 2, column «Loma»: Roles are: skolotājs, vadība, lietvede; or nav."
                " Part them by commas."
            ),
        ),
        (
            {"number": "2"},
            (
                "Row 2, column «Līguma numurs»: A contract with this number is entered already:"
                " Ozols Jānis."
            ),
        ),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_cell(
    school: Built, cells: Cells, fault: str
) -> None:
    found = planned(school, member(**cells))
    assert faults(found) == [fault]
    assert found.rows == ()
    with pytest.raises(HasRowProblems):
        apply(school.superuser, found)
    assert apply(school.superuser, found, skip_errors=True).run_id is None


def test_rows_that_contradict_each_other_are_left_out(school: Built) -> None:
    found = planned(
        school,
        BERZA,
        member(code=OZOLS_CODE),
        member(code=BERZA_CODE, number="DL-3", given_name="Inta"),
        member(number="DL-4", family_name="Liepa", code=""),
        member(number="DL-5", family_name="Liepa", code=""),
    )
    assert faults(found) == [
        "Row 2, column «Līguma numurs»: The same contract is also in row 3.",
        "Row 3, column «Līguma numurs»: The same contract is also in row 2.",
        (
            "Row 5, column «Personas kods»: The same name is also in row 6:"
            " give the personal code in both."
        ),
        (
            "Row 6, column «Personas kods»: The same name is also in row 5:"
            " give the personal code in both."
        ),
    ]
    again = planned(school, BERZA, member(number="DL-3", given_name="Inta"))
    assert faults(again) == [
        "Row 3, column «Personas kods»: Row 2 says something else of the same person: given name."
    ]


def test_several_namesakes_among_the_staff_need_the_code(school: Built) -> None:
    carry_out(school, BERZA)
    carry_out(school, member(code=OZOLS_CODE, number="DL-2"))
    found = planned(school, member(code="", number="DL-3"))
    assert faults(found) == [
        (
            "Row 2, column «Personas kods»: Several of the staff have this name;"
            " give the personal code."
        )
    ]
    assert planned(school, member(code="", number="DL-2")).is_empty


def test_undo_restores_everything(
    school: Built, contents: Callable[[], dict[str, list[tuple[Any, ...]]]]
) -> None:
    before = contents()
    run = carry_out(
        school,
        BERZA,
        member(code="", family_name="Ozols", given_name="Jānis", number="2", position="Fizikis"),
    ).run_id
    assert run is not None
    assert contents() != before
    undo(school.superuser, run)
    assert contents() == before


def test_undo_is_refused_once_somebody_has_logged_in(school: Built) -> None:
    run = carry_out(school, BERZA).run_id
    assert run is not None
    with writing() as session:
        account = account_of(session, person_of(session, BERZA_CODE))
        session.add(
            LoginSession(
                account_id=account.id or 0,
                secret_hash="x" * 64,
                created_at=datetime(2026, 11, 23, tzinfo=UTC),
                last_seen_at=datetime(2026, 11, 23, tzinfo=UTC),
                expires_at=datetime(2026, 11, 24, tzinfo=UTC),
            )
        )
    with pytest.raises(UndoBlocked) as refusal:
        undo(school.superuser, run)
    assert refusal.value.obstacles


def test_the_last_superuser_cannot_be_ended_by_a_file(school: Built) -> None:
    with writing() as session:
        account = session.get_one(Account, school.superuser.account_id)
        account.password_hash = "set"
    with pytest.raises(Refused, match="last superuser"):
        carry_out(school, {**OF_ANNA, "ends_on": "01.12.2026"})
    with reading() as session:
        contract = session.exec(select(StaffContract).where(col(StaffContract.number) == "1")).one()
        assert contract.ends_on is None


def test_a_role_taken_away_begins_anew_today(school: Built) -> None:
    carry_out(school, BERZA)
    with writing() as session:
        account = account_of(session, person_of(session, BERZA_CODE))
        (grant,) = session.exec(select(RoleGrant).where(col(RoleGrant.account_id) == account.id))
        grant.ends_on = date(2026, 11, 1)
    carry_out(school, BERZA)
    with reading() as session:
        assert roles_of(session, account) == [
            ("teacher", date(2026, 9, 1), date(2026, 11, 1)),
            ("teacher", date(2026, 11, 23), None),
        ]


def test_a_contract_of_the_past_opens_no_role(school: Built) -> None:
    row = member(starts_on="01.09.2020", ends_on="31.08.2025")
    (found,) = planned(school, row).rows
    assert found.roles == ()


def test_a_plan_made_before_somebody_changed_the_data_is_refused(school: Built) -> None:
    first, second = planned(school, BERZA), planned(school, BERZA)
    apply(school.superuser, first)
    with pytest.raises(PlanIsStale):
        apply(school.superuser, second)


def test_people_not_in_the_file_are_named_and_left_alone(school: Built) -> None:
    found = planned(school, OF_ANNA)
    assert [one.name for one in found.missing] == ["Kalniņa Līga", "Ozols Jānis", "Zariņš Pēteris"]


def test_no_personal_code_comes_into_the_trail(school: Built) -> None:
    carry_out(school, BERZA)
    with reading() as session:
        told = [f"{one.before} {one.after}" for one in session.exec(select(AuditEntry))]
    assert told
    assert not [text for text in told if BERZA_CODE in text]
