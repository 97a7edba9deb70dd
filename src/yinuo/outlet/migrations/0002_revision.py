"""The revision of the company's own tables, moved on by triggers, so that no writer can forget it."""

from django.db import migrations, models

TABLES = (
    "company",
    "rulebookversion",
    "outlet",
    "credential",
    "servicearea",
    "technician",
    "certificate",
    "shift",
    "tariffline",
)
# From a sequence: a number that was rolled back is never given again with other content.
NUMBER = """
CREATE SEQUENCE outlet_revision_number;
CREATE FUNCTION outlet_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outlet_revision (id, number) VALUES (1, nextval('outlet_revision_number'))
  ON CONFLICT (id) DO UPDATE SET number = EXCLUDED.number;
  RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON outlet_{table}
FOR EACH STATEMENT EXECUTE FUNCTION outlet_note_change();
"""


class Migration(migrations.Migration):
    dependencies = [("outlet", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="revision_is_one"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            NUMBER + "".join(TRIGGER.format(table=table) for table in TABLES),
            "".join(f"DROP TRIGGER note_change ON outlet_{table};" for table in TABLES)
            + "DROP FUNCTION outlet_note_change(); DROP SEQUENCE outlet_revision_number;",
        ),
    ]
