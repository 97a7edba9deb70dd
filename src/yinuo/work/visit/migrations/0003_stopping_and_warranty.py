"""When the customer asked, when the serial number was read, which quote a payment is of, and quotes that lapse."""

from django.db import migrations, models

ASKED = "UPDATE visit_visit SET asked_at = planned_at"
VERSION = """
UPDATE visit_payment SET quote_version = coalesce(
  (SELECT max(version) FROM visit_itemquote AS quote
   WHERE quote.visit_id = visit_payment.visit_id AND state = 'accepted'),
  (SELECT max(version) FROM visit_itemquote AS quote
   WHERE quote.visit_id = visit_payment.visit_id AND state = 'declined'))
"""
NOTHING = migrations.RunSQL.noop


class Migration(migrations.Migration):
    dependencies = [("visit", "0002_write_once")]
    operations = [
        migrations.AddField("visit", "asked_at", models.DateTimeField(null=True)),
        migrations.RunSQL(ASKED, NOTHING),
        migrations.AlterField("visit", "asked_at", models.DateTimeField()),
        migrations.AddField("visit", "serial_read_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "payment", "quote_version", models.PositiveSmallIntegerField(null=True)
        ),
        migrations.RunSQL(VERSION, NOTHING),
        migrations.AlterField("payment", "quote_version", models.PositiveSmallIntegerField()),
        migrations.AlterField(
            "itemquote",
            "state",
            models.CharField(
                choices=[
                    (state, state)
                    for state in ("proposed", "accepted", "declined", "superseded", "lapsed")
                ],
                max_length=12,
            ),
        ),
    ]
