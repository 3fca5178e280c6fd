"""duty: what people say about their own turns, and questions only for who is on duty."""

import sqlalchemy as sa
from alembic import op

revision = "5b7d20c9e6f4"
down_revision = "e08f41c7ab93"
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
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_duty", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_column("on_duty")
    op.drop_table("duty_limits")
