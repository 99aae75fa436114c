"""Absence notes; imported events of marks go when their import is taken back.

Revision: 0004_absence_notes
After: 0003_teaching
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_absence_notes"
down_revision = "0003_teaching"
branch_labels = None
depends_on = None

_OF_A_RUN = (
    "EXISTS (SELECT 1 FROM import_change c JOIN import_run r ON r.id = c.run_id"
    " WHERE c.entity = 'mark_event' AND c.entity_id = OLD.id"
    # An added row has nothing before it: as SQL's NULL or as JSON's.
    " AND (c.before IS NULL OR CAST(c.before AS TEXT) = 'null')"
    " AND r.undone_at IS NULL)"
)
"""The event came with a run that has not been taken back."""


def upgrade() -> None:
    op.create_table(
        "absence_note",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("first_lesson", sa.Integer(), nullable=True),
        sa.Column("last_lesson", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('illness', 'other', 'none')", name=op.f("ck_absence_note_reason_known")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_absence_note_ends_on_not_before"),
        ),
        sa.CheckConstraint(
            "(first_lesson IS NULL) = (last_lesson IS NULL)",
            name=op.f("ck_absence_note_lessons_both_or_none"),
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_absence_note_pupil_id_pupil")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_absence_note_recorded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_note")),
    )
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_note_pupil_id_starts_on"),
            ["pupil_id", "starts_on"],
            unique=False,
        )
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_change_entity_entity_id"), ["entity", "entity_id"], unique=False
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER mark_event_no_delete")
        op.execute(
            "CREATE TRIGGER mark_event_no_delete BEFORE DELETE ON mark_event "
            f"WHEN NOT {_OF_A_RUN} "
            "BEGIN SELECT RAISE(ABORT, 'mark_event is append-only'); END"
        )
        return
    op.execute("DROP TRIGGER mark_event_append_only ON mark_event")
    op.execute(
        "CREATE TRIGGER mark_event_append_only BEFORE UPDATE OR TRUNCATE ON mark_event "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE FUNCTION refuse_deletion_of_mark_event() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF NOT {_OF_A_RUN} THEN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER mark_event_no_delete BEFORE DELETE ON mark_event "
        "FOR EACH ROW EXECUTE FUNCTION refuse_deletion_of_mark_event()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER mark_event_no_delete")
        op.execute(
            "CREATE TRIGGER mark_event_no_delete BEFORE DELETE ON mark_event "
            "BEGIN SELECT RAISE(ABORT, 'mark_event is append-only'); END"
        )
    else:
        op.execute("DROP TRIGGER mark_event_no_delete ON mark_event")
        op.execute("DROP FUNCTION refuse_deletion_of_mark_event()")
        op.execute("DROP TRIGGER mark_event_append_only ON mark_event")
        op.execute(
            "CREATE TRIGGER mark_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON mark_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_change_entity_entity_id"))
    op.drop_table("absence_note")
