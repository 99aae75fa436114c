"""Every page of the product: its address, and what runs when it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.states.absence_decisions import AbsenceDecisions
from ejournal_app.states.absence_filing import AbsenceFiling
from ejournal_app.states.absence_notes import AbsenceNote, AbsenceNotes
from ejournal_app.states.absence_requests import AbsenceRequests
from ejournal_app.states.absence_summary import AbsenceSummaryPage
from ejournal_app.states.absent_today import AbsentList
from ejournal_app.states.account import OwnAccount
from ejournal_app.states.achievements import Achievement
from ejournal_app.states.board import SubstitutionBoard
from ejournal_app.states.board_absence import BoardAbsence
from ejournal_app.states.calendar_feeds import CalendarFeeds
from ejournal_app.states.calendar_of_tests import TestsOfClass
from ejournal_app.states.canteen import Canteen
from ejournal_app.states.checks import Checks
from ejournal_app.states.class_files import ClassFiles
from ejournal_app.states.class_marks import ClassMarksPage
from ejournal_app.states.class_notice import ClassNotice
from ejournal_app.states.class_papers import ClassPapers
from ejournal_app.states.class_teacher_board import ClassTeachers
from ejournal_app.states.curriculum import Curriculum
from ejournal_app.states.day import Day
from ejournal_app.states.day_changes import ChangesToday, DayChangesPage
from ejournal_app.states.diary import Diary
from ejournal_app.states.diary_extras import DiaryExtras
from ejournal_app.states.duties import Duties
from ejournal_app.states.event_participants import EventPupils
from ejournal_app.states.events import SchoolEvent
from ejournal_app.states.extensions import Extensions
from ejournal_app.states.file_items import FileItems
from ejournal_app.states.first_run import FirstRun
from ejournal_app.states.group import Group
from ejournal_app.states.guardians import PupilGuardians, PupilOffice
from ejournal_app.states.hand_over import HandOver
from ejournal_app.states.held import Held
from ejournal_app.states.held_overview import HeldOverview
from ejournal_app.states.hub import Hub
from ejournal_app.states.import_draft import ImportDraft
from ejournal_app.states.import_run import Run
from ejournal_app.states.imports import Imports
from ejournal_app.states.invite import Invite
from ejournal_app.states.jobs import Jobs
from ejournal_app.states.journal import Journal
from ejournal_app.states.journal_creation import JournalCreation
from ejournal_app.states.journal_list import JournalList
from ejournal_app.states.journal_making import JournalMaking
from ejournal_app.states.journal_settings import JournalSettings
from ejournal_app.states.journal_statistics import JournalStatistics
from ejournal_app.states.journal_works import JournalWorks
from ejournal_app.states.lesson import Lesson
from ejournal_app.states.login import Login
from ejournal_app.states.messages import Undelivered
from ejournal_app.states.missing_today import MissingToday
from ejournal_app.states.movement import Movements
from ejournal_app.states.my_class import MyClass
from ejournal_app.states.notices import Notices
from ejournal_app.states.notifications import Notifications
from ejournal_app.states.overview import SchoolDay
from ejournal_app.states.own_choice import OwnChoice
from ejournal_app.states.periods import Periods
from ejournal_app.states.person_account import PersonAccount
from ejournal_app.states.programmes import ProgrammeForm, Programmes
from ejournal_app.states.promoting import Promoting
from ejournal_app.states.pupil_data import PupilDataForm
from ejournal_app.states.pupil_file import PupilFile
from ejournal_app.states.pupil_marks import PupilMarks
from ejournal_app.states.record_list import RecordList
from ejournal_app.states.reverting import Reverting
from ejournal_app.states.school_class import SchoolClass
from ejournal_app.states.school_export import SchoolExport
from ejournal_app.states.screens import Screens
from ejournal_app.states.setup_bells import SetupBells
from ejournal_app.states.setup_periods import SetupPeriods
from ejournal_app.states.setup_rules import SetupRules
from ejournal_app.states.setup_school import SetupSchool
from ejournal_app.states.setup_works import SetupWorks
from ejournal_app.states.setup_year import SetupYear
from ejournal_app.states.setup_years import SetupYears
from ejournal_app.states.shell import Shell
from ejournal_app.states.split import Split
from ejournal_app.states.staff import StaffMember
from ejournal_app.states.staff_entry import StaffEntry
from ejournal_app.states.subject import Subject
from ejournal_app.states.subject_averages import SubjectAverages
from ejournal_app.states.substituting import Substituting
from ejournal_app.states.substitution_page import SubstitutionRecord
from ejournal_app.states.superuser_mark import SuperuserMark
from ejournal_app.states.teacher_absences import OwnAbsences, TeacherAbsence
from ejournal_app.states.timeliness import Timeliness
from ejournal_app.states.timeliness_lines import TimelinessLines
from ejournal_app.states.timetable import Timetable
from ejournal_app.states.unjustified import Unjustified
from ejournal_app.states.welcome import Welcome
from ejournal_app.states.work_marks import WorkMarks

from .absence_decisions import absence_decisions
from .absence_filing import absence_filing
from .absence_notes import absence_note, absence_notes, new_absence_note
from .absence_requests import ask_to_be_away
from .absence_summary import absence_summary
from .absent_today import absent_today
from .account import account
from .accounts import accounts
from .achievements import achievement, achievements, new_achievement
from .at_risk import at_risk
from .board import board
from .calendar_feeds import calendar_feeds
from .calendar_of_tests import calendar_of_tests
from .canteen import canteen
from .checks import checks
from .class_files import class_files, class_tasks, file_list, own_class_files
from .class_marks import class_marks
from .class_notice import class_notice, readers
from .class_teacher_board import class_teacher_board
from .curriculum import curriculum
from .day import day
from .day_changes import day_changes
from .diary import diary
from .duties import duties
from .events import event, events, new_event
from .extensions import extensions
from .file_items import file_items
from .first_run import first_run
from .group import group
from .groups import groups, members
from .guardians import guardians, pupil_guardians
from .hand_over import hand_over
from .held import held
from .home import home
from .hub import hub
from .import_draft import journals_draft, staff_draft, timetable_draft, viis_draft
from .import_run import import_run
from .imports import (
    import_history,
    import_journals,
    import_staff,
    import_timetable,
    import_viis,
    imports,
)
from .invite import invite
from .jobs import jobs
from .journal import journal
from .journal_creation import journal_creation
from .journal_list import journal_list
from .journal_making import journal_making
from .journal_settings import all_journals, journal_settings
from .journal_statistics import journal_statistics
from .journal_works import journal_works
from .journals import journals
from .lesson import lesson
from .login import login
from .messages import message, messages
from .movement import correcting, enrolling, leaving, moving
from .movements import movements
from .my_class import my_class
from .not_found import not_found
from .notices import notices
from .notifications import notifications
from .overview import overview
from .period_list import period_list
from .periods import periods
from .person_account import person_account
from .programmes import programme, programmes
from .promoting import promotion, promotion_of_class, proposals
from .pupil_data import pupil_data
from .pupil_file import pupil_file
from .pupil_marks import pupil_marks
from .pupils import pupils
from .reverting import reverting
from .school_classes import new_classes, school_class, school_classes
from .school_export import school_export
from .screens import screens
from .setup_bells import setup_bells
from .setup_periods import setup_periods
from .setup_rules import setup_rules
from .setup_school import setup_school
from .setup_works import setup_works
from .setup_year import setup_year
from .setup_years import setup_years
from .split import split
from .staff import staff, staff_entry, staff_member
from .subject_averages import subject_averages
from .subjects import new_subject, subject, subjects
from .substituting import substituting
from .substitution_hours import substitution_hours, substitution_lines, substitution_record
from .superuser_mark import superuser_mark
from .teacher_absences import new_teacher_absence, teacher_absence, teacher_absences
from .timeliness import timeliness
from .timeliness_lines import class_lines, teacher_lines
from .timetable import timetable
from .unjustified import unjustified
from .welcome import forgotten, welcome
from .work_marks import work_marks


@dataclass(frozen=True)
class Page:
    """An address with its page and the handlers that fill it."""

    route: str
    component: Callable[[], rx.Component]
    on_load: Any


PAGES = (
    Page("/", home, [Shell.go_home]),
    Page("/ieiet", login, [Login.enter]),
    Page("/sakums", first_run, [FirstRun.enter]),
    Page("/uzaicinajums", welcome, [Welcome.enter]),
    Page("/aizmirsta-parole", forgotten, [Login.enter]),
    Page("/diena", day, [Shell.enter, Day.enter, Duties.enter, OwnAbsences.look]),
    Page("/daramais", duties, [Shell.enter, Duties.enter_whole]),
    Page("/stunda/[lesson]", lesson, [Shell.enter, Lesson.enter]),
    Page("/zurnali", journals, [Shell.enter, RecordList.enter]),
    Page("/zurnals/[journal]", journal, [Shell.enter, Journal.enter]),
    Page("/zurnals/[journal]/darbi", journal_works, [Shell.enter, JournalWorks.enter]),
    Page("/parbaudes-darbi", calendar_of_tests, [Shell.enter, TestsOfClass.enter]),
    Page("/zurnals/[journal]/vertejums", superuser_mark, [Shell.enter, SuperuserMark.enter]),
    Page("/zurnals/[journal]/periodi", periods, [Shell.enter, Periods.enter]),
    Page("/periodu-saraksts", period_list, [Shell.enter, RecordList.enter]),
    Page("/zurnals/[journal]/saraksts", journal_list, [Shell.enter, JournalList.enter]),
    Page("/zurnals/[journal]/darbs/[work]", work_marks, [Shell.enter, WorkMarks.enter]),
    Page("/zurnals/[journal]/skolens/[pupil]", pupil_marks, [Shell.enter, PupilMarks.enter]),
    Page(
        "/zurnals/[journal]/statistika", journal_statistics, [Shell.enter, JournalStatistics.enter]
    ),
    Page("/riska-saraksts", at_risk, [Shell.enter, RecordList.enter]),
    Page(
        "/dienasgramata",
        diary,
        [Shell.enter, Diary.enter, DiaryExtras.enter, ChangesToday.look],
    ),
    Page(
        "/dienasgramata/[pupil]",
        diary,
        [Shell.enter, Diary.enter, DiaryExtras.enter, ChangesToday.look],
    ),
    Page("/dienasgramata/[pupil]/videjas", subject_averages, [Shell.enter, SubjectAverages.enter]),
    Page("/pieteikt-kavejumu", absence_filing, [Shell.enter, AbsenceFiling.enter]),
    Page("/kavejumu-pieteikumi", absence_decisions, [Shell.enter, AbsenceDecisions.enter]),
    Page("/skoleni", pupils, [Shell.enter, RecordList.enter]),
    Page("/skoleni/jauns", enrolling, [Shell.enter, Movements.enter]),
    Page("/skoleni/[pupil]", pupil_file, [Shell.enter, PupilFile.enter, PupilOffice.look]),
    Page("/kustiba", movements, [Shell.enter, RecordList.enter]),
    Page("/kustiba/izslegt/[pupil]", leaving, [Shell.enter, Movements.enter]),
    Page("/kustiba/parvietot/[pupil]", moving, [Shell.enter, Movements.enter]),
    Page("/kustiba/programma/[pupil]", correcting, [Shell.enter, Movements.enter]),
    Page("/parcelsana", promotion, [Shell.enter, Promoting.enter]),
    Page("/parcelsana/priekslikumi", proposals, [Shell.enter, RecordList.enter]),
    Page("/parcelsana/[school_class]", promotion_of_class, [Shell.enter, Promoting.enter]),
    Page("/skola", overview, [Shell.enter, SchoolDay.enter, Duties.enter]),
    Page("/savlaicigums", timeliness, [Shell.enter, MissingToday.enter, Timeliness.enter]),
    Page(
        "/savlaicigums/pedagogs/[owner]/[week]",
        teacher_lines,
        [Shell.enter, TimelinessLines.enter],
    ),
    Page("/savlaicigums/klase/[owner]/[week]", class_lines, [Shell.enter, TimelinessLines.enter]),
    Page("/terminu-pagarinajumi", extensions, [Shell.enter, Extensions.enter]),
    Page("/iestatijumi", hub, [Shell.enter, Hub.enter]),
    Page("/klases", school_classes, [Shell.enter, RecordList.enter]),
    Page("/klases/audzinataji", class_teacher_board, [Shell.enter, ClassTeachers.enter]),
    Page("/klases/jaunas", new_classes, [Shell.enter, SchoolClass.enter_new]),
    Page("/klase/[school_class]", school_class, [Shell.enter, SchoolClass.enter]),
    Page("/klase-vertejumi/[school_class]", class_marks, [Shell.enter, ClassMarksPage.enter]),
    Page("/zurnalu-plans", curriculum, [Shell.enter, Curriculum.enter]),
    Page("/zurnalu-izveide", journal_creation, [Shell.enter, JournalCreation.enter]),
    Page("/zurnali-parvaldiba", all_journals, [Shell.enter, RecordList.enter]),
    Page("/zurnali-parvaldiba/jauns", journal_making, [Shell.enter, JournalMaking.enter]),
    Page("/zurnala-iestatijumi/[journal]", journal_settings, [Shell.enter, JournalSettings.enter]),
    Page("/zurnalu-nodosana", hand_over, [Shell.enter, HandOver.enter]),
    Page("/prieksmeti", subjects, [Shell.enter, RecordList.enter]),
    Page("/prieksmeti/jauns", new_subject, [Shell.enter, Subject.enter_new]),
    Page("/prieksmets/[subject]", subject, [Shell.enter, Subject.enter]),
    Page("/stundu-saraksts", timetable, [Shell.enter, Timetable.enter]),
    Page("/izvesana", school_export, [Shell.enter, SchoolExport.enter]),
    Page("/iestatijumi/programmas", programmes, [Shell.enter, RecordList.enter, Programmes.enter]),
    Page("/iestatijumi/programmas/jauna", programme, [Shell.enter, ProgrammeForm.enter_new]),
    Page("/iestatijumi/programmas/[programme]", programme, [Shell.enter, ProgrammeForm.enter]),
    Page("/vecaki", guardians, [Shell.enter, RecordList.enter]),
    Page("/skoleni/[pupil]/vecaki", pupil_guardians, [Shell.enter, PupilGuardians.enter]),
    Page("/skoleni/[pupil]/dati", pupil_data, [Shell.enter, PupilDataForm.enter]),
    Page("/personals", staff, [Shell.enter, RecordList.enter, StaffEntry.offer]),
    Page("/personals/jauns", staff_entry, [Shell.enter, StaffEntry.enter]),
    Page("/personals/[person]", staff_member, [Shell.enter, StaffMember.enter]),
    Page(
        "/prombutnes",
        teacher_absences,
        [Shell.enter, RecordList.enter, TeacherAbsence.offer, AbsenceRequests.look],
    ),
    Page("/prombutnes/pieteikt", ask_to_be_away, [Shell.enter, AbsenceRequests.enter]),
    Page("/prombutnes/jauna", new_teacher_absence, [Shell.enter, TeacherAbsence.enter]),
    Page("/prombutnes/[absence]", teacher_absence, [Shell.enter, TeacherAbsence.enter]),
    Page("/pasakumi", events, [Shell.enter, RecordList.enter, SchoolEvent.offer]),
    Page("/pasakumi/jauns", new_event, [Shell.enter, SchoolEvent.enter]),
    Page("/pasakumi/[event]", event, [Shell.enter, SchoolEvent.enter, EventPupils.enter]),
    Page("/kavejumu-zimes", absence_notes, [Shell.enter, RecordList.enter, AbsenceNotes.look]),
    Page("/kavejumu-zimes/jauna", new_absence_note, [Shell.enter, AbsenceNote.enter]),
    Page("/kavejumu-zimes/[note]", absence_note, [Shell.enter, AbsenceNote.enter]),
    Page("/aizvietosana", board, [Shell.enter, SubstitutionBoard.enter, BoardAbsence.enter]),
    Page("/aizvietoju", substituting, [Shell.enter, Substituting.enter]),
    Page("/aizvietotas-stundas", substitution_hours, [Shell.enter, RecordList.enter]),
    Page("/aizvietotas-stundas/aizvietojumi", substitution_lines, [Shell.enter, RecordList.enter]),
    Page(
        "/aizvietotas-stundas/[substitution]",
        substitution_record,
        [Shell.enter, SubstitutionRecord.enter],
    ),
    Page("/stundu-izmainas", day_changes, [Shell.enter, DayChangesPage.enter]),
    Page("/ekrani", screens, [Shell.enter, Screens.enter]),
    Page("/importi", imports, [Shell.enter, Imports.enter]),
    Page("/importi/personals", import_staff, [Shell.enter, Imports.enter]),
    Page("/importi/personals/[draft]", staff_draft, [Shell.enter, ImportDraft.enter]),
    Page("/importi/viis", import_viis, [Shell.enter, Imports.enter]),
    Page("/importi/viis/[draft]", viis_draft, [Shell.enter, ImportDraft.enter]),
    Page("/importi/stundu-saraksts", import_timetable, [Shell.enter, Imports.enter]),
    Page("/importi/stundu-saraksts/[draft]", timetable_draft, [Shell.enter, ImportDraft.enter]),
    Page("/importi/zurnali", import_journals, [Shell.enter, Imports.enter]),
    Page("/importi/zurnali/[draft]", journals_draft, [Shell.enter, ImportDraft.enter]),
    Page("/importi/vesture", import_history, [Shell.enter, RecordList.enter]),
    Page("/importi/vesture/[run]", import_run, [Shell.enter, Run.enter]),
    Page("/iestatijumi/personas-lietas", file_items, [Shell.enter, FileItems.enter]),
    Page("/personas-lietas", class_tasks, [Shell.enter, RecordList.enter]),
    Page("/personas-lietas/lietu-saraksts", file_list, [Shell.enter, RecordList.enter]),
    Page("/personas-lietas/[klase]", class_files, [Shell.enter, ClassFiles.enter]),
    Page("/mana-klase/informetie", readers, [Shell.enter, RecordList.enter]),
    Page("/sasniegumi", achievements, [Shell.enter, RecordList.enter]),
    Page("/sasniegumi/jauns", new_achievement, [Shell.enter, Achievement.enter]),
    Page("/sasniegumi/[achievement]", achievement, [Shell.enter, Achievement.enter]),
    Page(
        "/mana-klase",
        my_class,
        [Shell.enter, MyClass.enter, ClassPapers.enter, Duties.enter, AbsenceNotes.look],
    ),
    Page("/bez-zinam", absent_today, [Shell.enter, AbsentList.enter]),
    Page("/neattaisnotie", unjustified, [Shell.enter, Unjustified.enter]),
    Page("/kavejumu-kopsavilkums", absence_summary, [Shell.enter, AbsenceSummaryPage.enter]),
    Page("/edinataja", canteen, [Shell.enter, Canteen.enter]),
    Page("/mana-klase/personas-lietas", own_class_files, [Shell.enter, ClassFiles.enter]),
    Page("/mana-klase/informesana", class_notice, [Shell.enter, ClassNotice.enter]),
    Page("/iestatijumi/skola", setup_school, [Shell.enter, SetupSchool.enter]),
    Page("/iestatijumi/gadi", setup_years, [Shell.enter, SetupYears.enter]),
    Page("/iestatijumi/gads/[year]", setup_year, [Shell.enter, SetupYear.enter]),
    Page("/iestatijumi/zvani", setup_bells, [Shell.enter, SetupBells.enter]),
    Page("/iestatijumi/darbi", setup_works, [Shell.enter, SetupWorks.enter]),
    Page("/iestatijumi/noteikumi", setup_rules, [Shell.enter, SetupRules.enter]),
    Page("/iestatijumi/periodi", setup_periods, [Shell.enter, SetupPeriods.enter]),
    Page("/parbaude", checks, [Shell.enter, Checks.enter, RecordList.enter]),
    Page("/grupas", groups, [Shell.enter, RecordList.enter]),
    Page("/grupas/sastavs", members, [Shell.enter, RecordList.enter]),
    Page("/grupas/dalit", split, [Shell.enter, Split.enter]),
    Page("/grupa/[group]", group, [Shell.enter, Group.enter]),
    Page("/pazinojumi", notices, [Shell.enter, Notices.enter]),
    Page("/aizturetie", held, [Shell.enter, Held.enter]),
    Page("/atgriesana", reverting, [Shell.enter, HeldOverview.enter, Reverting.enter]),
    Page(
        "/konts",
        account,
        [Shell.enter, OwnAccount.enter, OwnChoice.look, AbsenceRequests.offer],
    ),
    Page("/konts/kalendari", calendar_feeds, [Shell.enter, CalendarFeeds.enter]),
    Page("/konts/pazinojumi", notifications, [Shell.enter, Notifications.enter]),
    Page("/konti", accounts, [Shell.enter, RecordList.enter]),
    Page("/konti/ielugt", invite, [Shell.enter, Invite.enter]),
    Page("/konti/[person]", person_account, [Shell.enter, PersonAccount.enter]),
    Page("/e-pasti", messages, [Shell.enter, RecordList.enter]),
    Page("/e-pasti/[message]", message, [Shell.enter, Undelivered.enter]),
    Page("/darbi", jobs, [Shell.enter, Jobs.enter, RecordList.enter]),
    Page("404", not_found, []),
)
"""All pages; the tests walk this list."""
