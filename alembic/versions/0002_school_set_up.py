"""What the superuser sets up and keeps right: programmes, bells by day, files, invitations.

Revision: 0002_school_set_up
After: 0001_initial
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_school_set_up"
down_revision = "0001_initial"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_stored_file_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["stored_by_id"], ["person.id"], name=op.f("fk_stored_file_stored_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "file_item",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name_lv", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_file_item_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_item")),
        sa.UniqueConstraint("school_id", "name_lv", name=op.f("uq_file_item_school_id_name_lv")),
    )
    op.create_table(
        "import_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_import_draft_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_import_draft_uploaded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_draft")),
    )
    with op.batch_alter_table("import_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_draft_uploaded_at"), ["uploaded_at"], unique=False
        )

    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("headings", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_import_mapping_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint(
            "school_id", "kind", "headings", name=op.f("uq_import_mapping_school_id_kind_headings")
        ),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=20000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_outbox_message_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_message_key")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_message_sent_at_next_attempt_at"),
            ["sent_at", "next_attempt_at"],
            unique=False,
        )

    op.create_table(
        "programme",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_programme_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("school_id", "code", name=op.f("uq_programme_school_id_code")),
    )
    op.create_table(
        "achievement",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("result", sa.String(length=200), nullable=False),
        sa.Column("teacher_name", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('olympiad', 'competition', 'sport', 'research', 'other')",
            name=op.f("ck_achievement_kind_known"),
        ),
        sa.CheckConstraint(
            "level IN ('school', 'municipality', 'region', 'country', 'international')",
            name=op.f("ck_achievement_level_known"),
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_achievement_pupil_id_pupil")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_achievement_recorded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievement")),
    )
    with op.batch_alter_table("achievement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_achievement_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "bell_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(weekday IS NULL) <> (day IS NULL)", name=op.f("ck_bell_day_weekday_or_day")
        ),
        sa.CheckConstraint(
            "weekday IS NULL OR weekday BETWEEN 1 AND 7", name=op.f("ck_bell_day_weekday_range")
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["bell_schedule.id"],
            name=op.f("fk_bell_day_schedule_id_bell_schedule"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bell_day")),
    )
    with op.batch_alter_table("bell_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bell_day_schedule_id"), ["schedule_id"], unique=False)

    op.create_table(
        "curriculum_line",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("lessons_per_week", sa.Integer(), nullable=False),
        sa.Column("group_count", sa.Integer(), nullable=False),
        sa.Column("attendance_only", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('subject', 'interest', 'extended_day', 'elective', 'individual',"
            " 'group_lessons')",
            name=op.f("ck_curriculum_line_kind_known"),
        ),
        sa.CheckConstraint("grade BETWEEN 1 AND 12", name=op.f("ck_curriculum_line_grade_range")),
        sa.CheckConstraint(
            "group_count BETWEEN 0 AND 6", name=op.f("ck_curriculum_line_group_range")
        ),
        sa.CheckConstraint(
            "lessons_per_week BETWEEN 0 AND 40", name=op.f("ck_curriculum_line_lessons_range")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_curriculum_line_subject_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["school_year.id"], name=op.f("fk_curriculum_line_year_id_school_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_line")),
        sa.UniqueConstraint(
            "year_id",
            "grade",
            "subject_id",
            "kind",
            name=op.f("uq_curriculum_line_year_id_grade_subject_id_kind"),
        ),
    )
    op.create_table(
        "file_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_file_check_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["file_item.id"], name=op.f("fk_file_check_item_id_file_item")
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_file_check_pupil_id_pupil")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["school_year.id"], name=op.f("fk_file_check_year_id_school_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_check")),
        sa.UniqueConstraint(
            "pupil_id", "item_id", "year_id", name=op.f("uq_file_check_pupil_id_item_id_year_id")
        ),
    )
    with op.batch_alter_table("file_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_check_year_id"), ["year_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('first', 'reset')", name=op.f("ck_invitation_purpose_known")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invitation_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_invitation_created_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_account_id"), ["account_id"], unique=False)

    op.create_table(
        "class_notice",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_class_notice_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_class_notice_published_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_notice")),
        sa.UniqueConstraint("class_id", name=op.f("uq_class_notice_class_id")),
    )
    op.create_table(
        "class_notice_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["class_notice.id"],
            name=op.f("fk_class_notice_reading_notice_id_class_notice"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_class_notice_reading_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["person.id"],
            name=op.f("fk_class_notice_reading_recorded_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_notice_reading")),
        sa.UniqueConstraint(
            "notice_id", "person_id", name=op.f("uq_class_notice_reading_notice_id_person_id")
        ),
    )
    op.create_table(
        "substitution",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=True),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["absent_id"], ["person.id"], name=op.f("fk_substitution_absent_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_substitution_lesson_id_lesson")
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["person.id"], name=op.f("fk_substitution_substitute_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_substitution_lesson_id")),
    )
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_substitution_substitute_id"), ["substitute_id"], unique=False
        )

    with op.batch_alter_table("bell_schedule", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_ordinary", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.drop_constraint(
            batch_op.f("uq_bell_schedule_school_id_valid_from"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_bell_schedule_school_id_name_valid_from"),
            ["school_id", "name", "valid_from"],
        )

    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_repeating", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("guardianship", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("note", sa.String(length=300), server_default="", nullable=False)
        )

    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("applied_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("undone_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_import_run_applied_by_id_person"), "person", ["applied_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_import_run_undone_by_id_person"), "person", ["undone_by_id"], ["id"]
        )

    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("entered_as", sa.String(length=20), server_default="teacher", nullable=False)
        )

    with op.batch_alter_table("pupil", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("second_language", sa.String(length=30), server_default="", nullable=False)
        )

    with op.batch_alter_table("rule_setting", schema=None) as batch_op:
        batch_op.alter_column(
            "value",
            existing_type=sa.VARCHAR(length=200),
            type_=sa.String(length=2000),
            existing_nullable=False,
        )

    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("phone", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("email", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("website", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("director_name", sa.String(length=200), server_default="", nullable=False)
        )

    with op.batch_alter_table("school_class", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("programme_code", sa.String(length=8), server_default="", nullable=False)
        )

    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False)
        )

    with op.batch_alter_table("work_kind", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("entry_kind", sa.String(length=20), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("work_kind", schema=None) as batch_op:
        batch_op.drop_column("entry_kind")
        batch_op.drop_column("is_active")

    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.drop_column("is_active")

    with op.batch_alter_table("school_class", schema=None) as batch_op:
        batch_op.drop_column("programme_code")

    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_column("director_name")
        batch_op.drop_column("website")
        batch_op.drop_column("email")
        batch_op.drop_column("phone")

    with op.batch_alter_table("rule_setting", schema=None) as batch_op:
        batch_op.alter_column(
            "value",
            existing_type=sa.String(length=2000),
            type_=sa.VARCHAR(length=200),
            existing_nullable=False,
        )

    with op.batch_alter_table("pupil", schema=None) as batch_op:
        batch_op.drop_column("second_language")

    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.drop_column("entered_as")

    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_import_run_undone_by_id_person"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_import_run_applied_by_id_person"), type_="foreignkey"
        )
        batch_op.drop_column("undone_by_id")
        batch_op.drop_column("applied_by_id")

    with op.batch_alter_table("guardianship", schema=None) as batch_op:
        batch_op.drop_column("note")

    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_column("is_repeating")

    with op.batch_alter_table("bell_schedule", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_bell_schedule_school_id_name_valid_from"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_bell_schedule_school_id_valid_from"), ["school_id", "valid_from"]
        )
        batch_op.drop_column("is_ordinary")

    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitution_substitute_id"))

    op.drop_table("substitution")
    op.drop_table("class_notice_reading")
    op.drop_table("class_notice")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_account_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("file_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_check_year_id"))

    op.drop_table("file_check")
    op.drop_table("curriculum_line")
    with op.batch_alter_table("bell_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bell_day_schedule_id"))

    op.drop_table("bell_day")
    with op.batch_alter_table("achievement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_achievement_pupil_id"))

    op.drop_table("achievement")
    op.drop_table("programme")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_sent_at_next_attempt_at"))

    op.drop_table("outbox_message")
    op.drop_table("import_mapping")
    with op.batch_alter_table("import_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_draft_uploaded_at"))

    op.drop_table("import_draft")
    op.drop_table("file_item")
    op.drop_table("stored_file")
