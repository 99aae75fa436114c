"""Staff, guardians, programmes."""

from typing import Any

from tests.states.rows import Row, at
from tests.states.school import READS_EVERYTHING

SUPERUSER = frozenset({"virslietotajs"})

OFFICE = SUPERUSER | {"lietvede"}
NOT_THERE = "1000000000"

_PERSON_FORM = {"given_name": "", "family_name": "Mainīta"}
_CONTRACT_FORM = {"kind": "employment", "number": "", "position": "", "starts_on": "2026-09-01"}
_WHOLE_CONTRACT = {**_CONTRACT_FORM, "number": "DL-99999", "position": "x"}
_WHOLE_PERSON = {"given_name": "Anna", "family_name": "Mainīta"}


def _on_nobody(open_to: frozenset[str], wrong: dict[str, Any], **right: Any) -> Row:
    """A row of a handler about an id of staff: everybody it is open to may see all staff."""
    return Row(
        open_to=open_to,
        arguments=lambda _school: wrong,
        foreign=lambda _school, _things, _caller: [at("/", **right)],
    )


_GUARDIAN_FORM = {**_WHOLE_PERSON, "kind": "parent"}

ROWS = {
    # Tells only the office where to go; on an address without an id it refuses.
    "guardians.PupilOffice.look": Row(path=lambda own: f"/skoleni/{own.pupil}"),
    "guardians.PupilGuardians.enter": Row(
        path=lambda own: f"/skoleni/{own.pupil}/vecaki",
        foreign=lambda _school, things, _caller: [
            at(f"/skoleni/{things.pupil}/vecaki", things.pupil)
        ],
        may_see=OFFICE,
    ),
    "guardians.PupilGuardians.edit": Row(
        arguments=lambda _school: {"pupil_id": NOT_THERE, "guardianship_id": ""},
        foreign=lambda _school, things, _caller: [
            at("/", things.pupil, pupil_id=str(things.pupil), guardianship_id="")
        ],
        may_see=OFFICE,
    ),
    "guardians.PupilGuardians.close_form": Row(),
    "guardians.PupilGuardians.save": Row(
        arguments=lambda _school: {
            "pupil_id": NOT_THERE,
            "guardianship_id": "",
            "form": _PERSON_FORM,
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.pupil,
                pupil_id=str(things.pupil),
                guardianship_id="",
                form=_GUARDIAN_FORM,
            ),
            at(
                "/",
                int(NOT_THERE),
                pupil_id=str(things.pupil),
                guardianship_id=NOT_THERE,
                form=_GUARDIAN_FORM,
            ),
        ],
        may_see=OFFICE,
    ),
    "guardians.PupilGuardians.end": Row(
        arguments=lambda _school: {"pupil_id": NOT_THERE, "guardianship_id": NOT_THERE},
        foreign=lambda school, things, _caller: [
            at("/", things.pupil, pupil_id="1", guardianship_id=str(guardianship))
            for (guardianship,) in school.rows(
                "SELECT id FROM guardianship WHERE pupil_id = ?", things.pupil
            )
        ],
        may_see=OFFICE,
    ),
    "pupil_data.PupilDataForm.enter": Row(
        path=lambda own: f"/skoleni/{own.pupil}/dati",
        foreign=lambda _school, things, _caller: [
            at(f"/skoleni/{things.pupil}/dati", things.pupil)
        ],
        may_see=OFFICE,
    ),
    "pupil_data.PupilDataForm.save": Row(
        arguments=lambda _school: {"pupil_id": NOT_THERE, "form": _PERSON_FORM},
        foreign=lambda _school, things, _caller: [
            at("/", things.pupil, pupil_id=str(things.pupil), form=_WHOLE_PERSON)
        ],
        may_see=OFFICE,
    ),
    "own_choice.OwnChoice.look": Row(),
    # Nobody of the demo's people is a pupil of 18.
    "own_choice.OwnChoice.choose": Row(
        arguments=lambda _school: {"sees": 1},
        foreign=lambda _school, _things, _caller: [at("/konts", sees=0)],
    ),
    "staff_entry.StaffEntry.offer": Row(open_to=READS_EVERYTHING | OFFICE),
    "staff_entry.StaffEntry.enter": Row(open_to=OFFICE),
    "staff_entry.StaffEntry.save": Row(
        open_to=OFFICE, arguments=lambda _school: {"form": _PERSON_FORM}
    ),
    "staff.StaffMember.enter": Row(
        open_to=READS_EVERYTHING | OFFICE,
        path=lambda _own: f"/personals/{NOT_THERE}",
        foreign=lambda school, _things, _caller: [
            # A parent is no member of staff, whoever asks.
            at(f"/personals/{school.person('vecaks')}", school.person("vecaks")),
            at(f"/personals/{NOT_THERE}", int(NOT_THERE)),
        ],
    ),
    "staff.StaffMember.edit_contract": _on_nobody(
        OFFICE,
        {"person_id": NOT_THERE, "contract_id": ""},
        person_id=NOT_THERE,
        contract_id="1",
    ),
    "staff.StaffMember.close_form": Row(open_to=OFFICE),
    "staff.StaffMember.save_contract": _on_nobody(
        OFFICE,
        {"person_id": NOT_THERE, "contract_id": "", "form": _CONTRACT_FORM},
        person_id="1",
        contract_id=NOT_THERE,
        form=_WHOLE_CONTRACT,
    ),
    "staff.StaffMember.remove_contract": _on_nobody(
        OFFICE,
        {"person_id": NOT_THERE, "contract_id": NOT_THERE, "form": {"typed": "x"}},
        person_id="1",
        contract_id=NOT_THERE,
        form={"typed": "x"},
    ),
    "staff.StaffMember.save_person": _on_nobody(
        OFFICE,
        {"person_id": NOT_THERE, "form": _PERSON_FORM},
        person_id=NOT_THERE,
        form=_WHOLE_PERSON,
    ),
    "staff.StaffMember.activate": _on_nobody(
        SUPERUSER,
        {"person_id": NOT_THERE, "form": {"contract": NOT_THERE}},
        person_id="1",
        form={"contract": NOT_THERE},
    ),
    "staff.StaffMember.grant": _on_nobody(
        SUPERUSER,
        {"person_id": NOT_THERE, "form": {"role": "teacher"}},
        person_id=NOT_THERE,
        form={"role": "teacher"},
    ),
    "staff.StaffMember.end": _on_nobody(
        SUPERUSER,
        {"person_id": NOT_THERE, "form": {"grant": NOT_THERE}},
        person_id="1",
        form={"grant": NOT_THERE, "role_last_day": "2027-01-01"},
    ),
    "staff.StaffMember.revoke": _on_nobody(
        SUPERUSER,
        {"person_id": NOT_THERE, "grant_id": NOT_THERE},
        person_id="1",
        grant_id=NOT_THERE,
    ),
    "staff.StaffMember.lock": _on_nobody(SUPERUSER, {"person_id": NOT_THERE}, person_id=NOT_THERE),
    "staff.StaffMember.unlock": _on_nobody(
        SUPERUSER, {"person_id": NOT_THERE}, person_id=NOT_THERE
    ),
    "programmes.Programmes.enter": Row(open_to=SUPERUSER),
    "programmes.Programmes.add_usual": Row(
        open_to=SUPERUSER, arguments=lambda _school: {"form": {"00000000": "on"}}
    ),
    "programmes.ProgrammeForm.enter": Row(
        open_to=SUPERUSER,
        path=lambda _own: "/iestatijumi/programmas/1",
        foreign=lambda _school, _things, _caller: [at("/iestatijumi/programmas/1000000000")],
    ),
    "programmes.ProgrammeForm.enter_new": Row(open_to=SUPERUSER),
    "programmes.ProgrammeForm.save": Row(
        open_to=SUPERUSER,
        arguments=lambda _school: {"programme_id": "1", "form": {"code": "x", "name": ""}},
        foreign=lambda _school, _things, _caller: [
            at("/", programme_id="1000000000", form={"code": "21011111", "name": "x"})
        ],
    ),
    "programmes.ProgrammeForm.retire": Row(
        open_to=SUPERUSER,
        arguments=lambda _school: {"programme_id": "1000000000"},
        foreign=lambda _school, _things, _caller: [at("/", programme_id="1000000000")],
    ),
    "programmes.ProgrammeForm.restore": Row(
        open_to=SUPERUSER,
        arguments=lambda _school: {"programme_id": "1000000000"},
        foreign=lambda _school, _things, _caller: [at("/", programme_id="1000000000")],
    ),
}
