"""The triggers by which the database itself refuses to change the trail."""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "steward_trail is add-only"

SQLITE = {
    f"steward_trail_no_{verb.lower()}": (
        f"CREATE TRIGGER IF NOT EXISTS steward_trail_no_{verb.lower()} BEFORE {verb} ON steward_trail "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    for verb in ("UPDATE", "DELETE")
}
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION steward_trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE OR REPLACE TRIGGER steward_trail_no_row_change BEFORE UPDATE OR DELETE ON steward_trail
        FOR EACH ROW EXECUTE FUNCTION steward_trail_refuse()""",
    """CREATE OR REPLACE TRIGGER steward_trail_no_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON steward_trail
        FOR EACH STATEMENT EXECUTE FUNCTION steward_trail_refuse()""",
]


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers where they are missing: SQLite drops them whenever a migration remakes the table."""
    statements = POSTGRESQL if connection.vendor == "postgresql" else list(SQLITE.values())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            wanted = ["steward_trail_no_row_change", "steward_trail_no_statement"]
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'steward_trail'::regclass AND tgenabled <> 'D'"
            )
        else:
            wanted = list(SQLITE)
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'steward_trail'")
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in standing]
