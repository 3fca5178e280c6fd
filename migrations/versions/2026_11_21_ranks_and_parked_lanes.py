"""ranks and parked lanes."""

import sqlalchemy as sa
from alembic import op

revision = "5d0c0f0e7a11"
down_revision = "9cb39e930fb1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rank", sa.SmallInteger(), server_default="1", nullable=False))
    with op.batch_alter_table("lanes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("allow", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("parked", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("lanes", schema=None) as batch_op:
        batch_op.drop_column("parked")
        batch_op.drop_column("allow")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_column("rank")
