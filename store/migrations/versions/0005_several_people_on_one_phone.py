"""Several people may use one address, and a person may move to another."""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sharer",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("address", _ID, nullable=False),
        sa.Column("person", _ID, nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["address"], ["address.id"], name=op.f("fk_sharer_address")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_sharer_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharer")),
        sa.UniqueConstraint("address", "person", name=op.f("uq_sharer_address_person")),
    )
    with op.batch_alter_table("sharer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sharer_person"), ["person"], unique=False)
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), server_default="own", nullable=False)
        )
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moves", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person", _ID, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_column("person")
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.drop_column("moves")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_column("state")
    op.drop_table("sharer")
