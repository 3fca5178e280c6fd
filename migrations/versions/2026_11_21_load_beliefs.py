"""load: what is believed of teams week by week, doubts that were asked about, what teams chose, and whole teams."""

import sqlalchemy as sa
from alembic import op

revision = "e08f41c7ab93"
down_revision = "b93d0c6e1f48"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "load_beliefs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("beliefs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("finding", sa.JSON(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_load_beliefs_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_beliefs")),
        sa.UniqueConstraint(
            "workspace_id", "team_id", "monday", name=op.f("uq_load_beliefs_workspace_id_team_id_monday")
        ),
    )
    op.create_table(
        "load_doubts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=True),
        sa.Column("doubt", sa.String(length=20), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("right_by", sa.String(length=40), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_load_doubts_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_doubts")),
    )
    with op.batch_alter_table("load_doubts", schema=None) as batch_op:
        batch_op.create_index("ix_load_doubts_team", ["workspace_id", "team_id"], unique=False)

    op.create_table(
        "load_choices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_only", sa.Boolean(), nullable=False),
        sa.Column("chosen_by", sa.String(length=40), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_load_choices_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_choices")),
        sa.UniqueConstraint("workspace_id", "team_id", name=op.f("uq_load_choices_workspace_id_team_id")),
    )
    op.create_table(
        "load_overloads",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("pile", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_load_overloads_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_overloads")),
    )
    with op.batch_alter_table("load_overloads", schema=None) as batch_op:
        batch_op.create_index(
            "uq_load_overloads_open",
            ["workspace_id", "team_id"],
            unique=True,
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )

    with op.batch_alter_table("load_flags", schema=None) as batch_op:
        batch_op.add_column(sa.Column("because", sa.JSON(none_as_null=True), nullable=True))
        for name in ("step", "family"):
            batch_op.alter_column(
                name, existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        batch_op.alter_column("threshold", existing_type=sa.Double(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("load_flags", schema=None) as batch_op:
        batch_op.drop_column("because")
    # What the weeks together raised has no step; without one it cannot stay.
    op.execute("DELETE FROM load_flags WHERE step IS NULL")
    with op.batch_alter_table("load_flags", schema=None) as batch_op:
        for name in ("step", "family"):
            batch_op.alter_column(
                name, existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
            )
        batch_op.alter_column("threshold", existing_type=sa.Double(), nullable=False)

    with op.batch_alter_table("load_overloads", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_load_overloads_open",
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )
    op.drop_table("load_overloads")
    op.drop_table("load_choices")
    with op.batch_alter_table("load_doubts", schema=None) as batch_op:
        batch_op.drop_index("ix_load_doubts_team")
    op.drop_table("load_doubts")
    op.drop_table("load_beliefs")
