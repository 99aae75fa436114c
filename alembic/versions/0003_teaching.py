"""Teachers of journals count their writes, so that a hand-over undone too late is noticed.

Revision: 0003_teaching
After: 0002_school_set_up
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_teaching"
down_revision = "0002_school_set_up"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default is for the rows there are; the model gives new ones theirs.
    with op.batch_alter_table("journal_teacher") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("journal_teacher") as table:
        table.alter_column("version", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("journal_teacher") as table:
        table.drop_column("version")
