"""cover and swaps of duty, and calendars that show it; shifts say when they were taken back."""

import sqlalchemy as sa
from alembic import op

revision = "b93d0c6e1f48"
down_revision = "c4b7e2915d60"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shifts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "cover_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("declined", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("taken_by", sa.String(length=40), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_cover_requests_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_requests")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_cover_requests_workspace_id_id")),
    )
    with op.batch_alter_table("cover_requests", schema=None) as batch_op:
        batch_op.create_index("ix_cover_requests_team", ["workspace_id", "team_id", "ends"], unique=False)

    op.create_table(
        "duty_swaps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("their_role", sa.String(length=10), nullable=False),
        sa.Column("their_starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("their_ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_duty_swaps_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swaps")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_duty_swaps_workspace_id_id")),
    )
    with op.batch_alter_table("duty_swaps", schema=None) as batch_op:
        batch_op.create_index("ix_duty_swaps_team", ["workspace_id", "team_id", "state"], unique=False)

    op.create_table(
        "duty_feeds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_feeds")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_duty_feeds_workspace_id_id")),
    )
    with op.batch_alter_table("duty_feeds", schema=None) as batch_op:
        batch_op.create_index("ix_duty_feeds_person", ["workspace_id", "user_id"], unique=False)
        batch_op.create_index("ix_duty_feeds_fingerprint", ["fingerprint"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("duty_feeds", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_feeds_fingerprint")
        batch_op.drop_index("ix_duty_feeds_person")
    op.drop_table("duty_feeds")
    with op.batch_alter_table("duty_swaps", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_swaps_team")
    op.drop_table("duty_swaps")
    with op.batch_alter_table("cover_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_cover_requests_team")
    op.drop_table("cover_requests")
    with op.batch_alter_table("shifts", schema=None) as batch_op:
        batch_op.drop_column("ended_at")
