"""Absences: notes with documents, applications, events, teachers' requests, substitutions.

Revision: 0008_absences
After: 0007_deadlines
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_absences"
down_revision = "0007_deadlines"
branch_labels = None
depends_on = None

_TOPICS_BEFORE = (
    "topic IN ('marks', 'absences', 'homework', 'due_today', 'due_ahead', 'class_duties',"
    " 'notices')"
)
_TOPICS = (
    "topic IN ('marks', 'absences', 'homework', 'due_today', 'due_ahead', 'class_duties',"
    " 'changes', 'notices')"
)
_KINDS = "kind IN ('same_subject', 'other_subject', 'joined', 'moved', 'supervised', 'cancelled')"
_SOMEBODY = "(kind = 'cancelled') = (substitute_id IS NULL)"


def _know_topics(known: str) -> None:
    for table in ("notification_choice", "news_told"):
        name = f"ck_{table}_topic_known"
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(name), type_="check")
            batch_op.create_check_constraint(batch_op.f(name), known)


def upgrade() -> None:
    op.create_table(
        "school_event",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'declined', 'called_off')",
            name=op.f("ck_school_event_state_known"),
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at >= starts_at",
            name=op.f("ck_school_event_ends_at_not_before"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_school_event_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_school_event_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["person.id"], name=op.f("fk_school_event_responsible_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_school_event_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_event")),
    )
    with op.batch_alter_table("school_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_event_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "absence_application",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("first_lesson", sa.Integer(), nullable=True),
        sa.Column("last_lesson", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("reply", sa.String(length=500), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('illness', 'other', 'none')",
            name=op.f("ck_absence_application_reason_known"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'asked', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_absence_application_state_known"),
        ),
        sa.CheckConstraint(
            "(first_lesson IS NULL) = (last_lesson IS NULL)",
            name=op.f("ck_absence_application_lessons_both_or_none"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_absence_application_ends_on_not_before"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_absence_application_decided_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["stored_file.id"],
            name=op.f("fk_absence_application_document_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["filed_by_id"], ["person.id"], name=op.f("fk_absence_application_filed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_absence_application_pupil_id_pupil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_application")),
    )
    with op.batch_alter_table("absence_application", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_application_pupil_id_starts_on"),
            ["pupil_id", "starts_on"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_absence_application_state"), ["state"], unique=False)

    op.create_table(
        "absence_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("told_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('call', 'sms', 'email', 'app', 'meeting')",
            name=op.f("ck_absence_contact_channel_known"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_absence_contact_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_absence_contact_pupil_id_pupil")
        ),
        sa.ForeignKeyConstraint(
            ["told_id"], ["person.id"], name=op.f("fk_absence_contact_told_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_contact")),
    )
    with op.batch_alter_table("absence_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_contact_day_pupil_id"), ["day", "pupil_id"], unique=False
        )

    op.create_table(
        "attendance_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("semester", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_attendance_step_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_attendance_step_pupil_id_pupil")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["school_year.id"], name=op.f("fk_attendance_step_year_id_school_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_step")),
        sa.UniqueConstraint(
            "pupil_id",
            "year_id",
            "semester",
            "threshold",
            name=op.f("uq_attendance_step_pupil_id_year_id_semester_threshold"),
        ),
    )
    op.create_table(
        "event_participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_event_participant_added_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["school_event.id"],
            name=op.f("fk_event_participant_event_id_school_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_event_participant_pupil_id_pupil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_participant")),
        sa.UniqueConstraint(
            "event_id", "pupil_id", name=op.f("uq_event_participant_event_id_pupil_id")
        ),
    )
    with op.batch_alter_table("event_participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_participant_pupil_id"), ["pupil_id"], unique=False
        )

    op.create_table(
        "absence_request",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=300), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("absence_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('incapacity', 'business_trip', 'courses', 'leave', 'other')",
            name=op.f("ck_absence_request_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'granted', 'declined', 'withdrawn')",
            name=op.f("ck_absence_request_state_known"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_absence_request_ends_on_not_before"),
        ),
        sa.ForeignKeyConstraint(
            ["absence_id"],
            ["teacher_absence.id"],
            name=op.f("fk_absence_request_absence_id_teacher_absence"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_absence_request_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["stored_file.id"],
            name=op.f("fk_absence_request_document_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_absence_request_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_request")),
    )
    with op.batch_alter_table("absence_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_request_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_absence_request_state"), ["state"], unique=False)

    op.create_table(
        "substitution_plan",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=True),
        sa.Column("moved_from_id", sa.Integer(), nullable=True),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            _SOMEBODY,
            name=op.f("ck_substitution_plan_somebody_unless_cancelled"),
        ),
        sa.CheckConstraint(
            _KINDS,
            name=op.f("ck_substitution_plan_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["absent_id"], ["person.id"], name=op.f("fk_substitution_plan_absent_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["journal.id"], name=op.f("fk_substitution_plan_journal_id_journal")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_substitution_plan_lesson_id_lesson"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["moved_from_id"], ["lesson.id"], name=op.f("fk_substitution_plan_moved_from_id_lesson")
        ),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["person.id"], name=op.f("fk_substitution_plan_planned_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["person.id"], name=op.f("fk_substitution_plan_substitute_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution_plan")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_substitution_plan_lesson_id")),
    )
    op.create_table(
        "screen_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("last_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_screen_address_created_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_address")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_screen_address_secret_hash")),
    )
    op.create_table(
        "substitution_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("substitution_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("old_value", sa.String(length=60), nullable=False),
        sa.Column("new_value", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_substitution_correction_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["substitution_id"],
            ["substitution.id"],
            name=op.f("fk_substitution_correction_substitution_id_substitution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution_correction")),
    )
    with op.batch_alter_table("substitution_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_substitution_correction_substitution_id"),
            ["substitution_id"],
            unique=False,
        )

    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("application_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_absence_note_starts_on_ends_on"), ["starts_on", "ends_on"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_absence_note_document_id_stored_file"),
            "stored_file",
            ["document_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_absence_note_application_id_absence_application"),
            "absence_application",
            ["application_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_absence_note_withdrawn_by_id_person"),
            "person",
            ["withdrawn_by_id"],
            ["id"],
        )

    # Not in a batch: that would copy the largest tables of a school.
    op.add_column("lesson", sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pupil_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_stored_file_purpose_stored_at"), ["purpose", "stored_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_stored_file_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_stored_file_pupil_id_pupil"), "pupil", ["pupil_id"], ["id"]
        )

    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("file_ids", sa.String(length=100), server_default="", nullable=False)
        )

    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=20), server_default="same_subject", nullable=False)
        )
        batch_op.add_column(sa.Column("replaced_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("moved_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("absence_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("recorded_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by_id", sa.Integer(), nullable=True))
        batch_op.alter_column("substitute_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_substitution_replaced_id"), ["replaced_id"], unique=False
        )
        batch_op.create_check_constraint(batch_op.f("ck_substitution_kind_known"), _KINDS)
        batch_op.create_check_constraint(
            batch_op.f("ck_substitution_somebody_unless_cancelled"), _SOMEBODY
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_substitution_confirmed_by_id_person"),
            "person",
            ["confirmed_by_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_substitution_replaced_id_lesson"), "lesson", ["replaced_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_substitution_absence_id_teacher_absence"),
            "teacher_absence",
            ["absence_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_substitution_subject_id_subject"), "subject", ["subject_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_substitution_recorded_by_id_person"),
            "person",
            ["recorded_by_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_substitution_moved_from_id_lesson"), "lesson", ["moved_from_id"], ["id"]
        )

    with op.batch_alter_table("teacher_absence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_teacher_absence_document_id_stored_file"),
            "stored_file",
            ["document_id"],
            ["id"],
        )

    _know_topics(_TOPICS)


def downgrade() -> None:
    # What the earlier version cannot know: topics of the new kind, and lessons that nobody leads.
    op.execute("DELETE FROM notification_choice WHERE topic = 'changes'")
    op.execute("DELETE FROM news_told WHERE topic = 'changes'")
    op.execute("DELETE FROM substitution WHERE kind <> 'same_subject'")
    _know_topics(_TOPICS_BEFORE)
    with op.batch_alter_table("teacher_absence", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_teacher_absence_document_id_stored_file"), type_="foreignkey"
        )
        batch_op.drop_column("document_id")

    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_substitution_kind_known"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("ck_substitution_somebody_unless_cancelled"), type_="check"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_substitution_moved_from_id_lesson"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_substitution_recorded_by_id_person"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_substitution_subject_id_subject"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_substitution_absence_id_teacher_absence"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_substitution_replaced_id_lesson"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_substitution_confirmed_by_id_person"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_substitution_replaced_id"))
        batch_op.alter_column("substitute_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("confirmed_by_id")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("recorded_by_id")
        batch_op.drop_column("recorded_at")
        batch_op.drop_column("absence_id")
        batch_op.drop_column("subject_id")
        batch_op.drop_column("moved_from_id")
        batch_op.drop_column("replaced_id")
        batch_op.drop_column("kind")

    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_column("file_ids")

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_stored_file_pupil_id_pupil"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_stored_file_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_stored_file_purpose_stored_at"))
        batch_op.drop_column("pupil_id")

    op.drop_column("lesson", "called_off_at")

    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_absence_note_withdrawn_by_id_person"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_absence_note_application_id_absence_application"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_absence_note_document_id_stored_file"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_absence_note_starts_on_ends_on"))
        batch_op.drop_column("withdrawn_by_id")
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("application_id")
        batch_op.drop_column("document_id")

    with op.batch_alter_table("substitution_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitution_correction_substitution_id"))

    op.drop_table("substitution_correction")
    op.drop_table("screen_address")
    op.drop_table("substitution_plan")
    with op.batch_alter_table("absence_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_request_state"))
        batch_op.drop_index(batch_op.f("ix_absence_request_person_id"))

    op.drop_table("absence_request")
    with op.batch_alter_table("event_participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_participant_pupil_id"))

    op.drop_table("event_participant")
    op.drop_table("attendance_step")
    with op.batch_alter_table("absence_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_contact_day_pupil_id"))

    op.drop_table("absence_contact")
    with op.batch_alter_table("absence_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_application_state"))
        batch_op.drop_index(batch_op.f("ix_absence_application_pupil_id_starts_on"))

    op.drop_table("absence_application")
    with op.batch_alter_table("school_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_event_starts_at"))

    op.drop_table("school_event")
