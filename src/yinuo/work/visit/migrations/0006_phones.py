"""What comes from phones: the steps their outboxes sent, signatures, who did a step and who leads of two.

A sent step is written once; a signature too, but its lines may be erased with their person (PD-02).
"""

import django.db.models.deletion
import yinuo.store.fields
from django.db import migrations, models

ERASE = """
CREATE FUNCTION visit_only_erase_strokes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.strokes IS NULL AND to_jsonb(NEW) - 'strokes' = to_jsonb(OLD) - 'strokes' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def once(table: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_once BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {table}_once ON {table}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ("outlet", "0002_revision"),
        ("visit", "0005_stopped_index"),
    ]

    operations = [
        migrations.CreateModel(
            name='SentStep',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('outbox', models.UUIDField()),
                ('seq', models.PositiveSmallIntegerField()),
                ('key', models.UUIDField()),
                ('task', models.CharField(max_length=16)),
                ('said_at', models.DateTimeField(null=True)),
                ('received_at', models.DateTimeField()),
                ('refusal', yinuo.store.fields.EncryptedJSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('paper', models.CharField(choices=[('hand_over', 'hand_over'), ('quote', 'quote')], max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=0)),
                ('role', models.CharField(choices=[('asker', 'asker'), ('technician', 'technician'), ('witness', 'witness')], max_length=10)),
                ('strokes', yinuo.store.fields.EncryptedJSONField(null=True)),
                ('reason', models.CharField(choices=[('cannot_write', 'cannot_write'), ('will_not', 'will_not'), ('not_there', 'not_there'), ('no_screen', 'no_screen')], default='', max_length=12)),
                ('signed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='itemquote',
            name='is_signed_here',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='visit',
            name='led_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outlet.technician'),
        ),
        migrations.AddField(
            model_name='visitstep',
            name='technician',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outlet.technician'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['job_id'], name='visit_of_job'),
        ),
        migrations.AddField(
            model_name='sentstep',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='visit.visit'),
        ),
        migrations.AddField(
            model_name='signature',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='visit.visit'),
        ),
        migrations.AddConstraint(
            model_name='sentstep',
            constraint=models.UniqueConstraint(fields=('visit', 'key'), name='sent_once'),
        ),
        migrations.AddConstraint(
            model_name='sentstep',
            constraint=models.UniqueConstraint(fields=('visit', 'outbox', 'seq'), name='sent_in_order'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('visit', 'paper', 'version', 'role'), name='signature_once'),
        ),
        migrations.RunSQL(ERASE, "DROP FUNCTION visit_only_erase_strokes()"),
        once("visit_sentstep", "visit_refuse_change"),
        once("visit_signature", "visit_only_erase_strokes"),
    ]
