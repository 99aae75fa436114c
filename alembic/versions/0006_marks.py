"""The ledger of marks, periods, entries held back or reverted, notices.

Revision: 0006_marks
After: 0005_timetable_drafts
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_marks"
down_revision = "0005_timetable_drafts"
branch_labels = None
depends_on = None

_KNOWN_KINDS = (
    "entry_kind IN ('interim_1', 'interim_2', 'semester_1', 'semester_2', 'predicted',"
    " 'combined', 'year', 're_exam', 'final', 'state_diagnostic', 'state_exam', 'session_exam',"
    " 'transferred')"
)


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("msgid", sa.String(length=400), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("href", sa.String(length=200), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notice_person_id_at"), ["person_id", "at"], unique=False
        )

    op.create_table(
        "entry_revert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("reverted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reverted_by_id", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_entry_revert_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["reverted_by_id"], ["person.id"], name=op.f("fk_entry_revert_reverted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_revert")),
    )
    with op.batch_alter_table("entry_revert", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_revert_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "held_entries",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("operations", sa.JSON(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('held', 'confirmed', 'dropped')", name=op.f("ck_held_entries_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_held_entries_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_held_entries_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_entries")),
    )
    with op.batch_alter_table("held_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_held_entries_account_id_state"), ["account_id", "state"], unique=False
        )

    op.create_table(
        "period_window",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("entry_kind", sa.String(length=20), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            _KNOWN_KINDS,
            name=op.f("ck_period_window_entry_kind_known"),
        ),
        sa.CheckConstraint(
            "closes_on IS NULL OR closes_on >= opens_on",
            name=op.f("ck_period_window_closes_on_not_before"),
        ),
        sa.CheckConstraint("grade BETWEEN 1 AND 12", name=op.f("ck_period_window_grade_range")),
        sa.ForeignKeyConstraint(
            ["year_id"], ["school_year.id"], name=op.f("fk_period_window_year_id_school_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_window")),
        sa.UniqueConstraint(
            "year_id", "entry_kind", "grade", name=op.f("uq_period_window_year_id_entry_kind_grade")
        ),
    )
    op.create_table(
        "period_reopening",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("entry_kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            _KNOWN_KINDS,
            name=op.f("ck_period_reopening_entry_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["person.id"], name=op.f("fk_period_reopening_granted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["journal.id"], name=op.f("fk_period_reopening_journal_id_journal")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_period_reopening_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["school_year.id"], name=op.f("fk_period_reopening_year_id_school_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_reopening")),
    )
    with op.batch_alter_table("period_reopening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_period_reopening_person_id"), ["person_id"], unique=False
        )

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("course_ends_on", sa.Date(), nullable=True))

    # Not in a batch: on SQLite that makes the table anew, without the triggers that keep it.
    for column in (
        sa.Column("address", sa.String(length=60), server_default="", nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("after_lock", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("revert_id", sa.Integer(), nullable=True),
    ):
        op.add_column("mark_event", column)
    op.create_index("ix_mark_event_revert_id", "mark_event", ["revert_id"])

    with op.batch_alter_table("work_kind", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_test", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.execute("UPDATE work_kind SET is_test = true WHERE code = 'test'")


def downgrade() -> None:
    with op.batch_alter_table("work_kind", schema=None) as batch_op:
        batch_op.drop_column("is_test")

    # Not in a batch, as above.
    op.drop_index("ix_mark_event_revert_id", "mark_event")
    for column in ("revert_id", "after_lock", "session_id", "address"):
        op.execute(f"ALTER TABLE mark_event DROP COLUMN {column}")

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_column("course_ends_on")

    with op.batch_alter_table("period_reopening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_period_reopening_person_id"))

    op.drop_table("period_reopening")
    op.drop_table("period_window")
    with op.batch_alter_table("held_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_entries_account_id_state"))

    op.drop_table("held_entries")
    with op.batch_alter_table("entry_revert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_revert_account_id"))

    op.drop_table("entry_revert")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_person_id_at"))

    op.drop_table("notice")
