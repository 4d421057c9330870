"""How Alembic reaches the workspace: over the connection that it is given."""

from alembic import context

from rasid.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
