"""search, records and the interface for programs."""

import sqlalchemy as sa
from alembic import op

revision = "f2c9d7b1a640"
down_revision = "b4d1a5e07c33"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _standups()
    _records()
    _api()
    _views()


def downgrade() -> None:
    _without_views()
    _without_api()
    _without_records()
    _without_standups()


def _standups() -> None:
    pass


def _records() -> None:
    pass


def _api() -> None:
    pass


def _views() -> None:
    pass


def _without_standups() -> None:
    pass


def _without_records() -> None:
    pass


def _without_api() -> None:
    pass


def _without_views() -> None:
    pass
