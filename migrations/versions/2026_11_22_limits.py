"""limits: which plain limits of load somebody reached in a week, and who was told"""

import sqlalchemy as sa
from alembic import op

revision = "5d0c27b9f3a8"
down_revision = "e08f41c7ab93"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "load_limits",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("reached", sa.JSON(), nullable=False),
        sa.Column("to_tell", sa.JSON(), nullable=False),
        sa.Column("person_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lead_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lead_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_leads", sa.JSON(), nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_load_limits_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_limits")),
        sa.UniqueConstraint(
            "workspace_id",
            "team_id",
            "user_id",
            "monday",
            name=op.f("uq_load_limits_workspace_id_team_id_user_id_monday"),
        ),
    )
    with op.batch_alter_table("load_limits", schema=None) as batch_op:
        batch_op.create_index("ix_load_limits_user", ["workspace_id", "user_id", "monday"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("load_limits", schema=None) as batch_op:
        batch_op.drop_index("ix_load_limits_user")
    op.drop_table("load_limits")
