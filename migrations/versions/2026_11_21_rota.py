"""rota: how a team takes turns, plans that were proposed, and since when somebody is a member"""

import sqlalchemy as sa
from alembic import op

revision = "c4b7e2915d60"
down_revision = "a1d86f0c52e7"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rotas",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("shift_days", ID, nullable=False),
        sa.Column("has_backup", sa.Boolean(), nullable=False),
        sa.Column("shifts", ID, nullable=True),
        sa.Column("people", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("workspace_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_rotas_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotas")),
        sa.UniqueConstraint("workspace_id", "team_id", name=op.f("uq_rotas_workspace_id_team_id")),
    )
    op.create_table(
        "duty_plans",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_with", ID, nullable=True),
        sa.Column("workspace_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_duty_plans_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_plans")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_duty_plans_workspace_id_id")),
    )
    with op.batch_alter_table("duty_plans", schema=None) as batch_op:
        batch_op.create_index("ix_duty_plans_team", ["workspace_id", "team_id", "state"], unique=False)
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_column("since")
    with op.batch_alter_table("duty_plans", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_plans_team")
    op.drop_table("duty_plans")
    op.drop_table("rotas")
