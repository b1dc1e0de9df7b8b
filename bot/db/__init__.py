"""The database: engine and transactions, models, queries, migrations."""
