"""calendars: public holidays, company days, ICS, absences of a part of a day or until further notice."""

import sqlalchemy as sa
from alembic import op

revision = "7d3a9e41c0b2"
down_revision = "cc2a1c3d44e2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_calendars_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_calendars_workspace_id_id")),
    )
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.create_index(
            "ix_calendars_due",
            ["next_at"],
            unique=False,
            postgresql_where=sa.text("next_at IS NOT NULL"),
            sqlite_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_calendars_person",
            ["workspace_id", "user_id"],
            unique=True,
            postgresql_where=sa.text("team_id IS NULL AND ended_at IS NULL"),
            sqlite_where=sa.text("team_id IS NULL AND ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_calendars_team",
            ["workspace_id", "team_id"],
            unique=True,
            postgresql_where=sa.text("team_id IS NOT NULL AND ended_at IS NULL"),
            sqlite_where=sa.text("team_id IS NOT NULL AND ended_at IS NULL"),
        )

    op.create_table(
        "company_days",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("calendar_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "calendar_id"],
            ["calendars.workspace_id", "calendars.id"],
            name=op.f("fk_company_days_workspace_id_calendar_id_calendars"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_company_days_workspace_id_team_id_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_days")),
        sa.UniqueConstraint(
            "workspace_id", "calendar_id", "on", name=op.f("uq_company_days_workspace_id_calendar_id_on")
        ),
    )
    with op.batch_alter_table("company_days", schema=None) as batch_op:
        batch_op.create_index("ix_company_days_team", ["workspace_id", "team_id", "on"], unique=False)
        batch_op.create_index(
            "uq_company_days_typed",
            ["workspace_id", "team_id", "on"],
            unique=True,
            postgresql_where=sa.text("calendar_id IS NULL"),
            sqlite_where=sa.text("calendar_id IS NULL"),
        )

    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("ends", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("asks_again", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(
            sa.Column("calendar_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("occurrence", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("as_read", sa.String(length=80), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_absences_workspace_id_calendar_id_occurrence"),
            ["workspace_id", "calendar_id", "occurrence"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_absences_workspace_id_calendar_id_calendars"),
            "calendars",
            ["workspace_id", "calendar_id"],
            ["workspace_id", "id"],
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("country", sa.String(length=2), nullable=True))
        batch_op.add_column(sa.Column("region", sa.String(length=40), nullable=True))

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("country", sa.String(length=2), nullable=True))
        batch_op.add_column(sa.Column("region", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_column("region")
        batch_op.drop_column("country")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("region")
        batch_op.drop_column("country")

    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_absences_workspace_id_calendar_id_calendars"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_absences_workspace_id_calendar_id_occurrence"), type_="unique")
        batch_op.drop_column("as_read")
        batch_op.drop_column("occurrence")
        batch_op.drop_column("calendar_id")
        batch_op.drop_column("asks_again")
        batch_op.drop_column("ends")
        batch_op.drop_column("starts")

    with op.batch_alter_table("company_days", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_company_days_typed",
            postgresql_where=sa.text("calendar_id IS NULL"),
            sqlite_where=sa.text("calendar_id IS NULL"),
        )
        batch_op.drop_index("ix_company_days_team")

    op.drop_table("company_days")
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendars_team",
            postgresql_where=sa.text("team_id IS NOT NULL AND ended_at IS NULL"),
            sqlite_where=sa.text("team_id IS NOT NULL AND ended_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_calendars_person",
            postgresql_where=sa.text("team_id IS NULL AND ended_at IS NULL"),
            sqlite_where=sa.text("team_id IS NULL AND ended_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_calendars_due",
            postgresql_where=sa.text("next_at IS NOT NULL"),
            sqlite_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("calendars")
