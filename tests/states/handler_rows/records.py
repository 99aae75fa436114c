"""The superuser's marks, achievements, personal files and what class teachers tell parents."""

from tests.states.rows import Call, Row, at
from tests.states.school import READS_EVERYTHING, Objects, School

SUPERUSER = frozenset({"virslietotajs"})

_MARK = {
    "pupil": "1:",
    "work": "1",
    "kind": "state_exam",
    "day": "2026-05-20",
    "title": "Cits",
    "school": "Cita",
    "value": "7",
    "reason": "Cits",
}

_ACHIEVEMENT = {
    "day": "2026-09-15",
    "kind": "olympiad",
    "level": "region",
    "title": "Cits",
    "result": "",
    "teacher_name": "",
}
REGISTER = READS_EVERYTHING | {"audzinatajs"}

CHECKERS = READS_EVERYTHING | {"lietvede", "audzinatajs"}
"""Those with something to read in the tasks of class teachers."""

ITEM = 1


def own_class(school: School) -> str:
    return str(
        school.one(
            "SELECT class_id FROM class_teacher WHERE person_id = ?", school.person("audzinatajs")
        )
    )


def class_of(school: School, things: Objects) -> int:
    """The class of the foreign pupil; one that is not there, of a pupil who is not."""
    found = school.rows("SELECT class_id FROM enrolment WHERE pupil_id = ?", things.pupil)
    return found[0][0] if found else things.pupil


def _foreign_class(school: School, things: Objects, _caller: str) -> list[Call]:
    class_id = class_of(school, things)
    return [
        at(f"/personas-lietas/{class_id}", class_id),
        at(f"/mana-klase/personas-lietas?klase={class_id}", class_id),
    ]


def _notice(school: School, things: Objects, _caller: str) -> list[Call]:
    class_id = class_of(school, things)
    form = {"text": "Cits teksts", "day": "2026-09-01", "person_1": "on"}
    return [at("/mana-klase/informesana", class_id, class_id=str(class_id), form=form)]


ROWS = {
    "superuser_mark.SuperuserMark.enter": Row(
        open_to=SUPERUSER,
        path=lambda own: f"/zurnals/{own.journal}/vertejums",
        foreign=lambda _school, things, _caller: [at(f"/zurnals/{things.journal}/vertejums")],
        may_see=SUPERUSER,
    ),
    "superuser_mark.SuperuserMark.choose_work": Row(
        open_to=SUPERUSER,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "work_id": str(school.own.work),
        },
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=str(things.journal), work_id=str(things.work))
        ],
        may_see=SUPERUSER,
    ),
    **{
        f"superuser_mark.SuperuserMark.{handler}": Row(
            open_to=SUPERUSER,
            arguments=lambda school: {"journal_id": str(school.own.journal), "form": _MARK},
            foreign=lambda _school, things, _caller: [
                at("/", things.journal, journal_id=str(things.journal), form=_MARK)
            ],
            may_see=SUPERUSER,
        )
        for handler in ("correct", "add_transferred", "add_exam")
    },
    "my_class.MyClass.enter": Row(open_to=CHECKERS),
    "class_files.ClassFiles.enter": Row(
        open_to=CHECKERS,
        path=lambda _own: "/mana-klase/personas-lietas",
        foreign=lambda school, things, caller: _foreign_class(school, things, caller)[:1],
        may_see=READS_EVERYTHING | {"lietvede"},
    ),
    "class_files.ClassFiles.check": Row(
        open_to=CHECKERS,
        arguments=lambda school: {
            "class_id": own_class(school),
            "pupil_id": 999_999_999,
            "item_id": ITEM,
            "confirmed": "1",
        },
        foreign=lambda school, things, _caller: [
            at(
                "/mana-klase/personas-lietas",
                class_of(school, things),
                things.pupil,
                class_id=str(class_of(school, things)),
                pupil_id=things.pupil,
                item_id=ITEM,
                confirmed=confirmed,
            )
            for confirmed in ("1", "")
        ],
        may_see=SUPERUSER,
    ),
    "class_files.ClassFiles.confirm_all": Row(
        open_to=CHECKERS,
        arguments=lambda school: {"class_id": own_class(school), "pupil_id": 999_999_999},
        foreign=lambda school, things, _caller: [
            at(
                "/mana-klase/personas-lietas",
                class_of(school, things),
                things.pupil,
                class_id=str(class_of(school, things)),
                pupil_id=things.pupil,
            )
        ],
        may_see=SUPERUSER,
    ),
    "class_notice.ClassNotice.enter": Row(
        open_to=CHECKERS, path=lambda _own: "/mana-klase/informesana"
    ),
    **{
        f"class_notice.ClassNotice.{handler}": Row(
            open_to=CHECKERS,
            arguments=lambda school: {"class_id": "999999999", "form": {"text": "x", "day": ""}},
            foreign=_notice,
        )
        for handler in ("publish", "told")
    },
    "class_notice.ClassNotice.take_back": Row(
        open_to=CHECKERS,
        arguments=lambda school: {"class_id": own_class(school), "person_id": 999_999_999},
        foreign=lambda school, things, _caller: [
            at(
                "/mana-klase/informesana",
                class_of(school, things),
                class_id=str(class_of(school, things)),
                person_id=1,
            )
        ],
    ),
    "file_items.FileItems.enter": Row(open_to=SUPERUSER),
    "file_items.FileItems.edit": Row(
        open_to=SUPERUSER, arguments=lambda _school: {"item_id": 999_999_999}
    ),
    "file_items.FileItems.add_usual": Row(open_to=SUPERUSER),
    "file_items.FileItems.save": Row(
        open_to=SUPERUSER,
        arguments=lambda _school: {"item_id": "999999999", "form": {"name_lv": "x" * 201}},
    ),
    "file_items.FileItems.ask_for": Row(
        open_to=SUPERUSER, arguments=lambda _school: {"item_id": 999_999_999, "asked": ""}
    ),
    "diary_extras.DiaryExtras.enter": Row(
        path=lambda own: f"/dienasgramata/{own.pupil}",
        foreign=lambda _school, things, _caller: [
            at(f"/dienasgramata/{things.pupil}", things.pupil)
        ],
        may_see=READS_EVERYTHING,
    ),
    "diary_extras.DiaryExtras.read": Row(
        arguments=lambda school: {"pupil_id": school.pupil, "notice_id": 999_999_999, "version": 1},
        foreign=lambda _school, things, _caller: [
            at(
                "/dienasgramata",
                things.pupil,
                999_999_999,
                pupil_id=things.pupil,
                notice_id=999_999_999,
                version=1,
            )
        ],
    ),
    "achievements.Achievement.enter": Row(
        open_to=REGISTER,
        path=lambda _own: "/sasniegumi/jauns",
        foreign=lambda _school, _things, _caller: [at("/sasniegumi/999999999", 999_999_999)],
    ),
    "achievements.Achievement.choose_class": Row(
        open_to=REGISTER, arguments=lambda school: {"class_id": own_class(school)}
    ),
    "achievements.Achievement.add": Row(
        open_to=REGISTER,
        arguments=lambda _school: {"form": _ACHIEVEMENT | {"pupil": "999999999"}},
        foreign=lambda _school, things, _caller: [
            at("/sasniegumi/jauns", form=_ACHIEVEMENT | {"pupil": str(things.pupil)})
        ],
        may_see=SUPERUSER,
    ),
    "achievements.Achievement.change": Row(
        open_to=REGISTER,
        arguments=lambda _school: {"achievement_id": "999999999", "form": _ACHIEVEMENT},
        foreign=lambda _school, _things, _caller: [
            at("/sasniegumi", 999_999_999, achievement_id="999999999", form=_ACHIEVEMENT)
        ],
    ),
    "achievements.Achievement.delete": Row(
        open_to=REGISTER,
        arguments=lambda _school: {"achievement_id": "999999999", "form": {"typed": "x"}},
        foreign=lambda _school, _things, _caller: [
            at("/sasniegumi", 999_999_999, achievement_id="999999999", form={"typed": "x"})
        ],
    ),
}
