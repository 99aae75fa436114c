"""A timetable file becomes weekly lessons in the file's words, or named faults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.importing.timetable import TimetableFile, read

CSV = (
    "Diena;Stunda;Klase;Grupa;Priekšmets;Skolotājs;Kabinets\r\n"
    "Pirmdiena;1;5.a;;Matemātika;Anna Bērziņa;204\r\n"
    "O;2.;5.a, 5.b;;Sports;J. Ozols;Zāle\r\n"
    "3;3;5.a+5.b;1. grupa;Angļu valoda;Līga Kalniņa, Pēteris Zariņš;\r\n"
)

XML = """<?xml version="1.0" encoding="{encoding}"?>
<timetable ascttversion="2026.1" importtype="database">
  <periods><period name="1" period="1" starttime="8:30" endtime="9:10"/></periods>
  <daysdefs><daysdef id="D1" days="10000" name="Pirmdiena"/></daysdefs>
  <subjects>
    <subject id="S1" name="Matemātika" short="Mat"/>
    <subject id="S2" name="Angļu valoda" short="Ang"/>
  </subjects>
  <teachers>
    <teacher id="T1" firstname="Anna" lastname="Bērziņa" name="Bērziņa Anna" short="BA"/>
    <teacher id="T2" name="J. Ozols" short="JO"/>
  </teachers>
  <classrooms><classroom id="R1" name="204" short="204"/></classrooms>
  <classes>
    <class id="C1" name="5.a" short="5a"/>
    <class id="C2" name="5.b" short="5b"/>
  </classes>
  <groups>
    <group id="G1" name="Visa klase" classid="C1" entireclass="1"/>
    <group id="G2" name="1. grupa" classid="C1" entireclass="0"/>
    <group id="G3" name="1. grupa" classid="C2" entireclass="0"/>
    <group id="G4" name="Visa klase" classid="C2" entireclass="1"/>
  </groups>
  <lessons>{lessons}</lessons>
  <cards>{cards}</cards>
</timetable>
"""
WHOLE = '<lesson id="L" classids="C1" groupids="G1" subjectid="S1" teacherids="T1" {more}/>'


def asc(lessons: str, cards: str, encoding: str = "UTF-8") -> TimetableFile:
    text = XML.format(encoding=encoding, lessons=lessons, cards=cards)
    return read(text.encode(encoding), "saraksts.xml")


def places(source: TimetableFile) -> list[tuple[int, int]]:
    return [(entry.weekday, entry.number) for entry in source.entries]


def faults(source: TimetableFile) -> list[str]:
    return [translate("en", problem.message) for problem in source.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257"])
def test_a_table_gives_weekly_lessons(encoding: str) -> None:
    source = read(CSV.encode(encoding), "saraksts.csv")
    assert not source.problems
    first, sport_a, sport_b, english = source.entries
    assert (first.weekday, first.number, first.room) == (1, 1, "204")
    assert (first.subject, first.teachers) == (("Matemātika",), (("Anna Bērziņa",),))
    assert (sport_a.classes, sport_b.classes) == ((("5.a",),), (("5.b",),))
    assert sport_a.together == sport_b.together != ""
    assert (english.classes, english.group) == ((("5.a",), ("5.b",)), "1. grupa")
    assert len(english.teachers) == 2


def test_every_fault_of_a_table_is_named() -> None:
    content = "Diena;Stunda;Klase;Priekšmets;Skolotājs\nKaut kad;pirmā;5.a;Matemātika;\nP;99;;;\n"
    assert faults(read(content.encode(), "saraksts.csv")) == [
        "Row 2, column «Diena»: The day is a day of the week: pirmdiena, otrdiena …",
        "Row 2, column «Stunda»: The lesson is its number in the day, 0 to 15.",
        "Row 3, column «Stunda»: The lesson is its number in the day, 0 to 15.",
        "Row 3, column «Klase»: This must be filled in.",
        "Row 3, column «Priekšmets»: This must be filled in.",
    ]


@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1257", "UTF-16"])
def test_an_asc_export_gives_weekly_lessons(encoding: str) -> None:
    cards = '<card lessonid="L" classroomids="R1" period="2" weeks="1" days="01000"/>'
    (entry,) = asc(WHOLE.format(more=""), cards, encoding).entries
    assert (entry.weekday, entry.number, entry.room) == (2, 2, "204")
    assert entry.classes == (("5.a", "5a"),)
    assert entry.group == ""
    assert entry.subject == ("Matemātika", "Mat")
    assert entry.teachers == (("Bērziņa Anna", "Anna Bērziņa", "BA"),)


def test_groups_of_two_classes_are_one_lesson() -> None:
    lesson = '<lesson id="L" classids="C1,C2" groupids="G2,G3" subjectid="S2" teacherids="T2"/>'
    (entry,) = asc(lesson, '<card lessonid="L" period="0" days="10000"/>').entries
    assert (entry.group, len(entry.classes), entry.number) == ("1. grupa", 2, 0)


def test_two_whole_classes_together_are_a_lesson_of_each() -> None:
    lesson = '<lesson id="L" classids="C1,C2" groupids="G1,G4" subjectid="S2" teacherids="T2"/>'
    source = asc(lesson, '<card lessonid="L" period="1" days="10000"/>')
    assert [entry.classes[0][0] for entry in source.entries] == ["5.a", "5.b"]
    assert len({entry.together for entry in source.entries}) == 1


def test_a_card_may_stand_on_several_days() -> None:
    cards = (
        '<card lessonid="L" period="1" days="10100"/><card lessonid="L" period="2" days="01,1"/>'
    )
    assert places(asc(WHOLE.format(more=""), cards)) == [(1, 1), (3, 1), (1, 2), (2, 2)]


def test_a_double_lesson_on_one_card_takes_two_numbers() -> None:
    double = WHOLE.format(more='periodspercard="2" periodsperweek="2.0"')
    source = asc(double, '<card lessonid="L" period="3" days="10000"/>')
    assert places(source) == [(1, 3), (1, 4)]


def test_a_double_lesson_on_two_cards_is_not_doubled_again() -> None:
    double = WHOLE.format(more='periodspercard="2" periodsperweek="4.0"')
    cards = (
        '<card lessonid="L" period="3" days="10000"/><card lessonid="L" period="4" days="10000"/>'
    )
    assert places(asc(double, cards)) == [(1, 3), (1, 4)]


def test_faults_of_cards_are_named_by_the_line_of_the_file() -> None:
    cards = (
        '\n<card lessonid="L" period="1" days="10000" weeks="10"/>'
        '\n<card lessonid="L" period="99" days="10000"/>'
        '\n<card lessonid="X" period="1" days="10000"/>'
        '\n<card lessonid="L" period="1" days="00000"/>'
    )
    problems = asc(WHOLE.format(more=""), cards).problems
    first = problems[0].row
    assert [problem.row - first for problem in problems] == [0, 1, 2, 3]
    assert "every week" in problems[0].problem.msgid


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<timetable><cards>", "not XML"),
        (b"<plan/>", "not an export"),
        (b"\x00\xff" * 50_000, "not XML"),
        (b'<!DOCTYPE t [<!ENTITY a "aaaa">]><timetable>&a;</timetable>', "not XML"),
        (b'<!DOCTYPE t SYSTEM "file:///etc/passwd"><timetable/>', "not XML"),
        (b'<?xml version="1.0" encoding="klingon"?><timetable/>', "not XML"),
        (b"<timetable/>", "no lessons"),
        (b"  ", "empty"),
        (b"<timetable>" + b"<a/>" * 200_001 + b"</timetable>", "too large"),
    ],
)
def test_what_is_no_timetable_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read(content, "saraksts.xml")


@given(st.binary(max_size=1_000), st.sampled_from(["x.xml", "x.csv"]))
def test_any_bytes_become_lessons_or_a_refusal(content: bytes, name: str) -> None:
    try:
        read(content, name)
    except Refused:
        return
