"""Deadlines: extensions, teachers' absences, reminders, scheduled jobs, calendar feeds.

Revision: 0007_deadlines
After: 0006_marks
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_deadlines"
down_revision = "0006_marks"
branch_labels = None
depends_on = None

_KNOWN_TOPICS = (
    "topic IN ('marks', 'absences', 'homework', 'due_today', 'due_ahead', 'class_duties',"
    " 'notices')"
)
_KNOWN_DUTIES = (
    "duty IN ('lesson_entry', 'marks', 'period_marks', 'class_notice', 'personal_files',"
    " 'statements', 'report_cards')"
)
_OPEN = (
    ("ix_lesson_open", "lesson", ["day"], "completed_at IS NULL"),
    ("ix_mark_entered", "mark", ["work_id", "pupil_id"], "value <> ''"),
    ("ix_attendance_absent", "attendance", ["lesson_id", "pupil_id"], "status = 'absent'"),
)


def upgrade() -> None:
    op.create_table(
        "job_lease",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_lease")),
        sa.UniqueConstraint("name", name=op.f("uq_job_lease_name")),
    )
    op.create_table(
        "job_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("planned_for", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("result", sa.String(length=500), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "state IN ('running', 'done', 'failed', 'abandoned')",
            name=op.f("ck_job_run_state_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
        sa.UniqueConstraint("job", "planned_for", name=op.f("uq_job_run_job_planned_for")),
    )
    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_run_started_at"), ["started_at"], unique=False)

    op.create_table(
        "feed_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_address_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_address")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_feed_address_secret_hash")),
    )
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_address_person_id"), ["person_id"], unique=False)

    op.create_table(
        "news_told",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            _KNOWN_TOPICS,
            name=op.f("ck_news_told_topic_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_news_told_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_told")),
        sa.UniqueConstraint("person_id", "topic", name=op.f("uq_news_told_person_id_topic")),
    )
    op.create_table(
        "notification_choice",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("by_email", sa.Boolean(), nullable=False),
        sa.Column("by_sms", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "rhythm IN ('at_once', 'daily', 'weekly', 'never')",
            name=op.f("ck_notification_choice_rhythm_known"),
        ),
        sa.CheckConstraint(
            _KNOWN_TOPICS,
            name=op.f("ck_notification_choice_topic_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notification_choice_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_choice")),
        sa.UniqueConstraint(
            "person_id", "topic", name=op.f("uq_notification_choice_person_id_topic")
        ),
    )
    op.create_table(
        "notification_times",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_to IS NULL)",
            name=op.f("ck_notification_times_quiet_both_or_none"),
        ),
        sa.CheckConstraint(
            "weekday BETWEEN 1 AND 7", name=op.f("ck_notification_times_weekday_range")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notification_times_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_times")),
        sa.UniqueConstraint("person_id", name=op.f("uq_notification_times_person_id")),
    )
    op.create_table(
        "teacher_absence",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('incapacity', 'business_trip', 'courses', 'leave', 'other')",
            name=op.f("ck_teacher_absence_kind_known"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_teacher_absence_ends_on_not_before"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_teacher_absence_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_teacher_absence_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_teacher_absence_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_absence")),
    )
    with op.batch_alter_table("teacher_absence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_teacher_absence_person_id_starts_on"),
            ["person_id", "starts_on"],
            unique=False,
        )

    op.create_table(
        "absence_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absence_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["absence_id"],
            ["teacher_absence.id"],
            name=op.f("fk_absence_override_absence_id_teacher_absence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["person.id"], name=op.f("fk_absence_override_granted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_override")),
        sa.UniqueConstraint("absence_id", "day", name=op.f("uq_absence_override_absence_id_day")),
    )
    op.create_table(
        "class_duty_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            _KNOWN_DUTIES,
            name=op.f("ck_class_duty_done_duty_known"),
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_class_duty_done_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["person.id"], name=op.f("fk_class_duty_done_done_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_duty_done")),
        sa.UniqueConstraint(
            "class_id", "duty", "period", name=op.f("uq_class_duty_done_class_id_duty_period")
        ),
    )
    op.create_table(
        "deadline_extension",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=True),
        sa.Column("duty", sa.String(length=20), nullable=False),
        sa.Column("due_from", sa.Date(), nullable=False),
        sa.Column("due_to", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            _KNOWN_DUTIES,
            name=op.f("ck_deadline_extension_duty_known"),
        ),
        sa.CheckConstraint(
            "due_to IS NULL OR due_to >= due_from",
            name=op.f("ck_deadline_extension_due_to_not_before"),
        ),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR journal_id IS NOT NULL",
            name=op.f("ck_deadline_extension_for_somebody"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR until >= due_to", name=op.f("ck_deadline_extension_until_not_before")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"],
            ["person.id"],
            name=op.f("fk_deadline_extension_granted_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["journal.id"], name=op.f("fk_deadline_extension_journal_id_journal")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_deadline_extension_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_deadline_extension_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_extension")),
    )
    with op.batch_alter_table("deadline_extension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deadline_extension_journal_id"), ["journal_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_deadline_extension_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "late_submission",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_late_submission_pupil_id_pupil")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_late_submission_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["work.id"],
            name=op.f("fk_late_submission_work_id_work"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_submission")),
        sa.UniqueConstraint(
            "work_id", "pupil_id", name=op.f("uq_late_submission_work_id_pupil_id")
        ),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(length=100), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_notice_key"), ["key"])

    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("topic", sa.String(length=20), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_outbox_message_person_id"), ["person_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_message_person_id_person"), "person", ["person_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_outbox_message_channel_known"), "channel IN ('app', 'email', 'sms')"
        )
    # What is owed is found from these without reading a year of rows.
    for name, table, columns, condition in _OPEN:
        op.create_index(
            name,
            table,
            columns,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )

    op.create_index(op.f("ix_mark_event_at"), "mark_event", ["at"], unique=False)
    op.create_index(
        "ix_attendance_missed",
        "attendance",
        ["recorded_at"],
        unique=False,
        sqlite_where=sa.text("status <> 'present'"),
        postgresql_where=sa.text("status <> 'present'"),
    )


def downgrade() -> None:
    op.drop_index("ix_attendance_missed", table_name="attendance")
    op.drop_index(op.f("ix_mark_event_at"), table_name="mark_event")
    for name, table, _, _ in _OPEN:
        op.drop_index(name, table_name=table)
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_outbox_message_channel_known"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_outbox_message_person_id_person"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_outbox_message_person_id"))
        batch_op.drop_column("handed_over_at")
        batch_op.drop_column("topic")
        batch_op.drop_column("person_id")

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_notice_key"), type_="unique")
        batch_op.drop_column("key")

    op.drop_table("late_submission")
    with op.batch_alter_table("deadline_extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deadline_extension_person_id"))
        batch_op.drop_index(batch_op.f("ix_deadline_extension_journal_id"))

    op.drop_table("deadline_extension")
    op.drop_table("class_duty_done")
    op.drop_table("absence_override")
    with op.batch_alter_table("teacher_absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teacher_absence_person_id_starts_on"))

    op.drop_table("teacher_absence")
    op.drop_table("notification_times")
    op.drop_table("notification_choice")
    op.drop_table("news_told")
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feed_address_person_id"))

    op.drop_table("feed_address")
    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_run_started_at"))

    op.drop_table("job_run")
    op.drop_table("job_lease")
