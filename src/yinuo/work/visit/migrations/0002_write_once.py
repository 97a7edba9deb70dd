"""Opening forms are written once (ID-07), steps, photos and quoted lines are never changed (WK-17): the
database says no."""

from django.db import migrations

WRITE_ONCE = ("visit_openingform", "visit_visitstep", "visit_quoteline", "visit_photo")

FUNCTION = """
CREATE FUNCTION visit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("visit", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION visit_refuse_change()"),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER {table}_once BEFORE UPDATE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION visit_refuse_change()",
                f"DROP TRIGGER {table}_once ON {table}",
            )
            for table in WRITE_ONCE
        ),
    ]
