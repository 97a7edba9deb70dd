"""A step is still never changed, but the texts in it may be erased with the person they tell of (PD-02)."""

from django.db import migrations

import yinuo.store.fields

FUNCTION = """
CREATE FUNCTION visit_only_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.body IS NULL AND to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
TRIGGER = (
    "CREATE TRIGGER visit_visitstep_once BEFORE UPDATE ON visit_visitstep"
    " FOR EACH ROW EXECUTE FUNCTION {}()"
)
DROP = "DROP TRIGGER visit_visitstep_once ON visit_visitstep"


class Migration(migrations.Migration):
    dependencies = [("visit", "0003_stopping_and_warranty")]
    operations = [
        migrations.AlterField(
            "visitstep", "body", yinuo.store.fields.EncryptedJSONField(null=True)
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION visit_only_erase()"),
        migrations.RunSQL(DROP, TRIGGER.format("visit_refuse_change")),
        migrations.RunSQL(TRIGGER.format("visit_only_erase"), DROP),
    ]
