"""types, clocks, snoozing, merging, private fires, and how a team takes them."""

import sqlalchemy as sa
from alembic import op

revision = "e694cbf64ec2"
down_revision = "f2c9d7b1a640"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("targets", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("types", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("topics", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("cap", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("emoji", sa.String(length=100), nullable=True),
        sa.Column("intake_channel", sa.String(length=40), nullable=True),
        sa.Column("joins_within_minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asks_readiness", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_desks_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desks")),
        sa.UniqueConstraint("workspace_id", "intake_channel", name=op.f("uq_desks_workspace_id_intake_channel")),
        sa.UniqueConstraint("workspace_id", "team_id", name=op.f("uq_desks_workspace_id_team_id")),
    )
    op.create_table(
        "topic_people",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_topic_people_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_people")),
        sa.UniqueConstraint(
            "workspace_id",
            "team_id",
            "topic",
            "user_id",
            name=op.f("uq_topic_people_workspace_id_team_id_topic_user_id"),
        ),
    )
    op.create_table(
        "fire_files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fire_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("permalink", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fire_id"],
            ["fires.workspace_id", "fires.id"],
            name=op.f("fk_fire_files_workspace_id_fire_id_fires"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fire_files")),
        sa.UniqueConstraint(
            "workspace_id", "fire_id", "file_id", name=op.f("uq_fire_files_workspace_id_fire_id_file_id")
        ),
    )
    op.create_table(
        "fire_messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fire_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("ts", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=40), nullable=True),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fire_id"],
            ["fires.workspace_id", "fires.id"],
            name=op.f("fk_fire_messages_workspace_id_fire_id_fires"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fire_messages")),
        sa.UniqueConstraint("workspace_id", "channel", "ts", name=op.f("uq_fire_messages_workspace_id_channel_ts")),
    )
    with op.batch_alter_table("fire_messages", schema=None) as batch_op:
        batch_op.create_index("ix_fire_messages_fire", ["workspace_id", "fire_id"], unique=False)

    op.create_table(
        "fire_ratings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fire_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fire_id"],
            ["fires.workspace_id", "fires.id"],
            name=op.f("fk_fire_ratings_workspace_id_fire_id_fires"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fire_ratings")),
        sa.UniqueConstraint("workspace_id", "fire_id", name=op.f("uq_fire_ratings_workspace_id_fire_id")),
    )
    with op.batch_alter_table("fires", schema=None) as batch_op:
        batch_op.add_column(sa.Column("type", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("fields", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("decision", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("readiness", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("private", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("response_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("resolution_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("response_told", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("resolution_told", sa.String(length=10), nullable=True))
        batch_op.add_column(
            sa.Column("case_before", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index("ix_fires_closed", ["workspace_id", "team_id", "closed_at"], unique=False)
        batch_op.create_index("ix_fires_merged", ["workspace_id", "merged_into"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_fires_workspace_id_merged_into_fires"),
            "fires",
            ["workspace_id", "merged_into"],
            ["workspace_id", "id"],
        )
    # Who took it last is the best that is known of when it was taken first.
    op.execute("UPDATE fires SET responded_at = claimed_at")


def downgrade() -> None:
    with op.batch_alter_table("fires", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_fires_workspace_id_merged_into_fires"), type_="foreignkey")
        batch_op.drop_index("ix_fires_merged")
        batch_op.drop_index("ix_fires_closed")
        batch_op.drop_column("case_before")
        batch_op.drop_column("resolution_told")
        batch_op.drop_column("response_told")
        batch_op.drop_column("resolution_due_at")
        batch_op.drop_column("response_due_at")
        batch_op.drop_column("responded_at")
        batch_op.drop_column("merged_into")
        batch_op.drop_column("snoozed_until")
        batch_op.drop_column("private")
        batch_op.drop_column("readiness")
        batch_op.drop_column("decision")
        batch_op.drop_column("fields")
        batch_op.drop_column("type")

    op.drop_table("fire_ratings")
    with op.batch_alter_table("fire_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_fire_messages_fire")

    op.drop_table("fire_messages")
    op.drop_table("fire_files")
    op.drop_table("topic_people")
    op.drop_table("desks")
