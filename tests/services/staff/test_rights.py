"""What a person may do is told in words that follow from the policies."""

from ejournal_app.domain.access import Permission
from ejournal_app.services.staff.file import staff_file
from ejournal_app.services.staff.rights import CLASS_TEACHER, TEACHES, WORDS
from tests.support.school import TinySchool


def sentences(school: TinySchool, who: str) -> dict[str, dict[str, object]]:
    actor = school.actors.all()[who]
    rights = staff_file(school.actors.superuser, actor.person_id).rights
    return {message.msgid: message.params for message in rights.sentences}


def test_every_permission_has_words() -> None:
    assert set(WORDS) == set(Permission) - {Permission.ACCOUNT_OWN}


def test_a_teacher_is_told_the_own_journals_only(school: TinySchool) -> None:
    told = sentences(school, "ilze")
    assert told[TEACHES] == {"names": "Matemātika 5.a, Matemātika 5.b"}
    assert WORDS[Permission.MARK_WRITE] not in told
    assert WORDS[Permission.STAFF_LIST] not in told


def test_a_class_teacher_is_told_the_class(school: TinySchool) -> None:
    told = sentences(school, "maija")
    assert told[CLASS_TEACHER] == {"names": "5.a"}
    assert TEACHES not in told
    assert WORDS[Permission.DIARY_READ] not in told


def test_the_clerk_keeps_files_and_reads_no_journals(school: TinySchool) -> None:
    told = sentences(school, "clerk")
    assert WORDS[Permission.PERSONAL_FILE_WRITE] in told
    assert WORDS[Permission.STAFF_WRITE] in told
    assert WORDS[Permission.JOURNAL_READ] not in told
    assert WORDS[Permission.ROLE_GRANT] not in told


def test_the_superuser_grants_roles_and_management_reads(school: TinySchool) -> None:
    assert WORDS[Permission.ROLE_GRANT] in sentences(school, "superuser")
    management = sentences(school, "management")
    assert WORDS[Permission.JOURNAL_READ] in management
    assert WORDS[Permission.STAFF_WRITE] not in management


def test_whose_contract_has_ended_may_do_nothing(school: TinySchool) -> None:
    gone = school.actors.contract_ended_yesterday
    rights = staff_file(school.actors.superuser, gone.person_id).rights
    assert rights.sentences == ()
    assert rights.why_none is not None
