"""The one place that knows SQL: tables, migrations, writing, reading."""
