"""duty: what people say about their own turns, questions only for who is on duty, and user groups that follow it."""

import sqlalchemy as sa
from alembic import op

revision = "5b7d20c9e6f4"
down_revision = "5b0d7e93f6a1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty_limits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("most_in_a_row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("exempt", sa.JSON(), nullable=False),
        sa.Column("rather_not", sa.JSON(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_duty_limits_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_limits")),
        sa.UniqueConstraint(
            "workspace_id", "team_id", "user_id", name=op.f("uq_duty_limits_workspace_id_team_id_user_id")
        ),
    )
    op.create_table(
        "duty_groups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("handle", sa.String(length=80), nullable=False),
        sa.Column("has_backup", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("trouble", sa.String(length=80), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_duty_groups_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_groups")),
        sa.UniqueConstraint("workspace_id", "team_id", name=op.f("uq_duty_groups_workspace_id_team_id")),
    )
    with op.batch_alter_table("duty_groups", schema=None) as batch_op:
        batch_op.create_index("ix_duty_groups_due", ["due_at"], unique=False)

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_duty", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_column("on_duty")
    op.drop_table("duty_groups")
    op.drop_table("duty_limits")
