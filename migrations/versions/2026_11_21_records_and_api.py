"""search, records and the interface for programs."""

import sqlalchemy as sa
from alembic import op

revision = "f2c9d7b1a640"
down_revision = "b4d1a5e07c33"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Prompts by how they count; the same rules as in bot/standups/domain/runs.py.


def upgrade() -> None:
    _standups()
    _records()
    _api()


def downgrade() -> None:
    _without_api()
    _without_records()
    _without_standups()


def _standups() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reads_status", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("status_away", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("status_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_people_looks",
            ["look_at"],
            unique=False,
            postgresql_where=sa.text("look_at IS NOT NULL"),
            sqlite_where=sa.text("look_at IS NOT NULL"),
        )
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reads_status", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("status_words", sa.JSON(), nullable=True))
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("from_status", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("follow_up", sa.JSON(), nullable=True))
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("follow_up_on", BIG_ID, nullable=True))
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("added", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("added_ts", sa.String(length=40), nullable=True))
    with op.batch_alter_table("plan_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("snoozed_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("snoozed_in", BIG_ID, nullable=True))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "kept_drafts",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("standup_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("version", BIG_ID, nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "standup_id"],
            ["standups.workspace_id", "standups.id"],
            name=op.f("fk_kept_drafts_workspace_id_standup_id_standups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_drafts")),
        sa.UniqueConstraint(
            "workspace_id", "standup_id", "user_id", name=op.f("uq_kept_drafts_workspace_id_standup_id_user_id")
        ),
    )


def _records() -> None:
    _search()
    _kudos()
    _forgetting()


def _forgetting() -> None:
    with op.batch_alter_table("standups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keep_days", BIG_ID, nullable=True))
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cleared_on", sa.Date(), nullable=True))
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "forgettings",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("former_id", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forgettings")),
        sa.UniqueConstraint("workspace_id", "former_id", name=op.f("uq_forgettings_workspace_id_former_id")),
    )
    op.create_table(
        "reunions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("old_id", sa.String(length=40), nullable=False),
        sa.Column("new_id", sa.String(length=40), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reunions")),
        sa.UniqueConstraint("workspace_id", "old_id", "new_id", name=op.f("uq_reunions_workspace_id_old_id_new_id")),
    )


def _without_forgetting() -> None:
    op.drop_table("reunions")
    op.drop_table("forgettings")
    for table, column in (("people", "left_at"), ("runs", "cleared_on"), ("standups", "keep_days")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)


def _api() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_api_tokens_workspace_id_id")),
        sa.UniqueConstraint("workspace_id", "fingerprint", name=op.f("uq_api_tokens_workspace_id_fingerprint")),
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.create_index("ix_api_tokens_fingerprint", ["fingerprint"], unique=False)
    op.create_table(
        "api_replies",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token_id", BIG_ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("status", BIG_ID, nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "token_id"],
            ["api_tokens.workspace_id", "api_tokens.id"],
            name=op.f("fk_api_replies_workspace_id_token_id_api_tokens"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_replies")),
        sa.UniqueConstraint("workspace_id", "token_id", "key", name=op.f("uq_api_replies_workspace_id_token_id_key")),
    )
    _webhooks()


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token_id", BIG_ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", BIG_ID, nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "token_id"],
            ["api_tokens.workspace_id", "api_tokens.id"],
            name=op.f("fk_webhooks_workspace_id_token_id_api_tokens"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_webhooks_workspace_id_id")),
    )
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.create_index("ix_webhooks_token", ["workspace_id", "token_id"], unique=False)
    op.create_table(
        "happenings",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("webhook_id", BIG_ID, nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "webhook_id"],
            ["webhooks.workspace_id", "webhooks.id"],
            name=op.f("fk_happenings_workspace_id_webhook_id_webhooks"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happenings")),
    )
    with op.batch_alter_table("happenings", schema=None) as batch_op:
        batch_op.create_index("ix_happenings_webhook", ["workspace_id", "webhook_id", "id"], unique=False)


def _without_standups() -> None:
    op.drop_table("kept_drafts")
    for table, columns in (
        ("plan_items", ("told_at", "snoozed_in", "snoozed_until")),
        ("answers", ("added_ts", "added")),
        ("prompts", ("follow_up_on",)),
        ("questions", ("follow_up",)),
        ("absences", ("from_status",)),
        ("calendars", ("asked_at",)),
        ("teams", ("status_words", "reads_status")),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index("ix_people_looks")
        for column in ("look_at", "status_until", "status_away", "reads_status"):
            batch_op.drop_column(column)


def _without_records() -> None:
    _without_forgetting()
    _without_kudos()
    _without_search()


def _without_api() -> None:
    op.drop_table("happenings")
    op.drop_table("webhooks")
    op.drop_table("api_replies")
    op.drop_table("api_tokens")


UNFOLDED = {"sqlite_where": sa.text("folded IS NULL"), "postgresql_where": sa.text("folded IS NULL")}


def _search() -> None:
    """Old rows are folded by the worker: what was written by the version before is, too."""
    for table in ("answers", "anonymous_answers"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("folded", sa.Text(), nullable=True))
            batch_op.create_index(f"ix_{table}_unfolded", ["workspace_id", "id"], unique=False, **UNFOLDED)


def _without_search() -> None:
    for table in ("anonymous_answers", "answers"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(f"ix_{table}_unfolded")
            batch_op.drop_column("folded")


def _kudos() -> None:
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kudos", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "kudos",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("receiver_id", sa.String(length=40), nullable=False),
        sa.Column("giver_id", sa.String(length=40), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("standup_id", BIG_ID, nullable=True),
        sa.Column("run_id", BIG_ID, nullable=True),
        sa.Column("prompt_id", BIG_ID, nullable=True),
        sa.Column("question_id", BIG_ID, nullable=True),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", f"{each}_id"],
                [f"{each}s.workspace_id", f"{each}s.id"],
                name=op.f(f"fk_kudos_workspace_id_{each}_id_{each}s"),
            )
            for each in ("team", "standup", "run", "prompt", "question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kudos")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_kudos_workspace_id_id")),
        sa.UniqueConstraint(
            "workspace_id",
            "prompt_id",
            "question_id",
            "receiver_id",
            name=op.f("uq_kudos_workspace_id_prompt_id_question_id_receiver_id"),
        ),
    )
    with op.batch_alter_table("kudos", schema=None) as batch_op:
        batch_op.create_index("ix_kudos_run", ["workspace_id", "run_id"], unique=False)
        batch_op.create_index("ix_kudos_receiver", ["workspace_id", "receiver_id", "on"], unique=False)
        batch_op.create_index("ix_kudos_team", ["workspace_id", "team_id", "on"], unique=False)


def _without_kudos() -> None:
    with op.batch_alter_table("kudos", schema=None) as batch_op:
        batch_op.drop_index("ix_kudos_team")
        batch_op.drop_index("ix_kudos_receiver")
        batch_op.drop_index("ix_kudos_run")
    op.drop_table("kudos")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_column("kudos")
