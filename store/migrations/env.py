"""What Alembic runs for every command: our metadata, in the transaction that `store/migrate.py` opened."""

from alembic import context
from sqlmodel import SQLModel

from store import tables  # noqa: F401  (the metadata must know every table)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter most things: the table is made anew and its rows copied
    transactional_ddl=True,  # the caller's transaction holds all steps, on SQLite too
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
