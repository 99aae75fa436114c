"""Timetables being worked on.

Revision: 0005_timetable_drafts
After: 0004_absence_notes
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_timetable_drafts"
down_revision = "0004_absence_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timetable_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["person.id"], name=op.f("fk_timetable_draft_started_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["school_year.id"], name=op.f("fk_timetable_draft_year_id_school_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_draft")),
        sa.UniqueConstraint("year_id", name=op.f("uq_timetable_draft_year_id")),
    )
    op.create_table(
        "timetable_draft_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "number BETWEEN 0 AND 15", name=op.f("ck_timetable_draft_slot_number_range")
        ),
        sa.CheckConstraint(
            "weekday BETWEEN 1 AND 7", name=op.f("ck_timetable_draft_slot_weekday_range")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["timetable_draft.id"],
            name=op.f("fk_timetable_draft_slot_draft_id_timetable_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["journal.id"], name=op.f("fk_timetable_draft_slot_journal_id_journal")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_timetable_draft_slot_room_id_room")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_draft_slot")),
        sa.UniqueConstraint(
            "draft_id",
            "journal_id",
            "weekday",
            "number",
            name=op.f("uq_timetable_draft_slot_draft_id_journal_id_weekday_number"),
        ),
    )
    with op.batch_alter_table("timetable_draft_slot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_timetable_draft_slot_journal_id"), ["journal_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("timetable_draft_slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_timetable_draft_slot_journal_id"))
    op.drop_table("timetable_draft_slot")
    op.drop_table("timetable_draft")
