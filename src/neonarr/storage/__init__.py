"""The database: engines, transactions, migrations. Knows no table's meaning."""
