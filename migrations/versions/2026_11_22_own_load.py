"""load: what somebody chose about their own, and dips of their own answers."""

import sqlalchemy as sa
from alembic import op

revision = "5b0d7e93f6a1"
down_revision = "5d0c27b9f3a8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "load_own",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("watched", sa.Boolean(), nullable=False),
        sa.Column("mix", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_own")),
        sa.UniqueConstraint("workspace_id", "user_id", name=op.f("uq_load_own_workspace_id_user_id")),
    )
    op.create_table(
        "load_dips",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("comparison", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leads", sa.JSON(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_dips")),
        sa.UniqueConstraint("workspace_id", "user_id", name=op.f("uq_load_dips_workspace_id_user_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("load_dips")
    op.drop_table("load_own")
