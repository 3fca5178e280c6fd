"""schedules, reports, blockers and plans of standups."""

import sqlalchemy as sa
from alembic import op

revision = "b4d1a5e07c33"
down_revision = "7d3a9e41c0b2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exemptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("standup_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "standup_id"],
            ["standups.workspace_id", "standups.id"],
            name=op.f("fk_exemptions_workspace_id_standup_id_standups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemptions")),
    )
    with op.batch_alter_table("exemptions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_exemptions_person", ["workspace_id", "standup_id", "user_id", "last_on"], unique=False
        )

    op.create_table(
        "participants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("standup_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=True),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("reminders", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "standup_id"],
            ["standups.workspace_id", "standups.id"],
            name=op.f("fk_participants_workspace_id_standup_id_standups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint(
            "workspace_id", "standup_id", "user_id", name=op.f("uq_participants_workspace_id_standup_id_user_id")
        ),
    )
    op.create_table(
        "anonymous_answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "question_id"],
            ["questions.workspace_id", "questions.id"],
            name=op.f("fk_anonymous_answers_workspace_id_question_id_questions"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "run_id"],
            ["runs.workspace_id", "runs.id"],
            name=op.f("fk_anonymous_answers_workspace_id_run_id_runs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anonymous_answers")),
    )
    with op.batch_alter_table("anonymous_answers", schema=None) as batch_op:
        batch_op.create_index("ix_anonymous_answers_run", ["workspace_id", "run_id"], unique=False)

    op.create_table(
        "answer_files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prompt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("permalink", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "prompt_id"],
            ["prompts.workspace_id", "prompts.id"],
            name=op.f("fk_answer_files_workspace_id_prompt_id_prompts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_files")),
        sa.UniqueConstraint(
            "workspace_id", "prompt_id", "file_id", name=op.f("uq_answer_files_workspace_id_prompt_id_file_id")
        ),
    )
    op.create_table(
        "answer_revisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prompt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "prompt_id"],
            ["prompts.workspace_id", "prompts.id"],
            name=op.f("fk_answer_revisions_workspace_id_prompt_id_prompts"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "question_id"],
            ["questions.workspace_id", "questions.id"],
            name=op.f("fk_answer_revisions_workspace_id_question_id_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_revisions")),
    )
    with op.batch_alter_table("answer_revisions", schema=None) as batch_op:
        batch_op.create_index("ix_answer_revisions_prompt", ["workspace_id", "prompt_id"], unique=False)

    op.create_table(
        "blockers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("standup_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prompt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.String(length=40), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(length=40), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fire_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "prompt_id"],
            ["prompts.workspace_id", "prompts.id"],
            name=op.f("fk_blockers_workspace_id_prompt_id_prompts"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "question_id"],
            ["questions.workspace_id", "questions.id"],
            name=op.f("fk_blockers_workspace_id_question_id_questions"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "standup_id"],
            ["standups.workspace_id", "standups.id"],
            name=op.f("fk_blockers_workspace_id_standup_id_standups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blockers")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_blockers_workspace_id_id")),
        sa.UniqueConstraint(
            "workspace_id", "prompt_id", "question_id", name=op.f("uq_blockers_workspace_id_prompt_id_question_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("blockers", schema=None) as batch_op:
        batch_op.create_index("ix_blockers_person", ["workspace_id", "user_id", "resolved_at"], unique=False)

    op.create_table(
        "plan_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("standup_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("carried", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("carried_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settled_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "made_in"],
            ["prompts.workspace_id", "prompts.id"],
            name=op.f("fk_plan_items_workspace_id_made_in_prompts"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "standup_id"],
            ["standups.workspace_id", "standups.id"],
            name=op.f("fk_plan_items_workspace_id_standup_id_standups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_plan_items_workspace_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_items", schema=None) as batch_op:
        batch_op.create_index("ix_plan_items_person", ["workspace_id", "standup_id", "user_id", "state"], unique=False)

    op.create_table(
        "blocker_helpers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("blocker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "blocker_id"],
            ["blockers.workspace_id", "blockers.id"],
            name=op.f("fk_blocker_helpers_workspace_id_blocker_id_blockers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocker_helpers")),
        sa.UniqueConstraint(
            "workspace_id", "blocker_id", "user_id", name=op.f("uq_blocker_helpers_workspace_id_blocker_id_user_id")
        ),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_ts", sa.String(length=40), nullable=True))

    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part", sa.String(length=20), server_default="expected", nullable=False))
        batch_op.add_column(sa.Column("draft", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("days", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("condition", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("prefill", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("wordings", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=True))

    with op.batch_alter_table("standups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("monthly", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("month_day", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("evening_before", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("deadline", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("hour_locked", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("report_by", sa.String(length=20), server_default="person", nullable=False))
        batch_op.add_column(sa.Column("report_place", sa.String(length=20), server_default="thread", nullable=False))
        batch_op.add_column(
            sa.Column("report_moment", sa.String(length=20), server_default="as_answered", nullable=False)
        )
        batch_op.add_column(sa.Column("also_to", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("names_missing", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("lets_mentions", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("readers", sa.String(length=20), server_default="team", nullable=False))
        batch_op.add_column(sa.Column("anonymous", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("picked", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(
            sa.Column(
                "backfill_days",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default="7",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "ahead_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="7", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "escalate_after",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default="2",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("held", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("question_draft", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "failed_reports",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default="0",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("channels_seen", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("standups", schema=None) as batch_op:
        batch_op.drop_column("channels_seen")
        batch_op.drop_column("failed_reports")
        batch_op.drop_column("question_draft")
        batch_op.drop_column("held")
        batch_op.drop_column("escalate_after")
        batch_op.drop_column("ahead_days")
        batch_op.drop_column("backfill_days")
        batch_op.drop_column("picked")
        batch_op.drop_column("anonymous")
        batch_op.drop_column("readers")
        batch_op.drop_column("lets_mentions")
        batch_op.drop_column("names_missing")
        batch_op.drop_column("also_to")
        batch_op.drop_column("report_moment")
        batch_op.drop_column("report_place")
        batch_op.drop_column("report_by")
        batch_op.drop_column("hour_locked")
        batch_op.drop_column("deadline")
        batch_op.drop_column("evening_before")
        batch_op.drop_column("month_day")
        batch_op.drop_column("monthly")

    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.drop_column("reason")

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_column("wordings")
        batch_op.drop_column("prefill")
        batch_op.drop_column("condition")
        batch_op.drop_column("days")
        batch_op.drop_column("key")

    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.drop_column("deleted_at")
        batch_op.drop_column("snoozed_until")
        batch_op.drop_column("draft")
        batch_op.drop_column("part")

    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_column("message_ts")

    op.drop_table("blocker_helpers")
    with op.batch_alter_table("plan_items", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_items_person")

    op.drop_table("plan_items")
    with op.batch_alter_table("blockers", schema=None) as batch_op:
        batch_op.drop_index("ix_blockers_person")

    op.drop_table("blockers")
    with op.batch_alter_table("answer_revisions", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_revisions_prompt")

    op.drop_table("answer_revisions")
    op.drop_table("answer_files")
    with op.batch_alter_table("anonymous_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_anonymous_answers_run")

    op.drop_table("anonymous_answers")
    op.drop_table("participants")
    with op.batch_alter_table("exemptions", schema=None) as batch_op:
        batch_op.drop_index("ix_exemptions_person")

    op.drop_table("exemptions")
