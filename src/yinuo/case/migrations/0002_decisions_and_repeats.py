"""What managers decide, which case follows which, when one was disputed; indexes for the company's lists."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import yinuo.store.fields
from django.db import migrations, models


DISPUTED = """
UPDATE case_case SET disputed_at = line.at FROM (
  SELECT subject, max(at) AS at FROM record_event
  WHERE subject_kind = 'case' AND kind IN ('case.disputed', 'case.payment.questioned')
  GROUP BY subject
) AS line WHERE line.subject = case_case.id
"""
FOLLOWS = """
UPDATE case_case SET follows_id = (
  SELECT earlier.id FROM case_case AS earlier
  WHERE earlier.opened_at < case_case.opened_at
    AND earlier.opened_at >= case_case.opened_at - interval '30 days'
    AND earlier.state <> 'withdrawn'
    AND (earlier.unit_id = case_case.unit_id
         OR earlier.duplicate_index = case_case.duplicate_index
            AND case_case.duplicate_index <> '')
  ORDER BY earlier.opened_at DESC LIMIT 1)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0001_initial'),
        ('case', '0001_initial'),
        ('outlet', '0002_revision'),
        ('people', '0004_scope_and_looks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('about', models.CharField(choices=[('stop', 'stop'), ('refund', 'refund'), ('dispute', 'dispute')], max_length=8)),
                ('kind', models.CharField(choices=[('send_again', 'send_again'), ('end', 'end'), ('grant', 'grant'), ('refuse', 'refuse'), ('explain', 'explain')], max_length=12)),
                ('words', yinuo.store.fields.EncryptedTextField(null=True)),
                ('fen', models.PositiveBigIntegerField(null=True)),
                ('promise_id', models.UUIDField(null=True)),
                ('decided_by', models.CharField(max_length=80)),
                ('decided_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_state',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_ended_has_time',
        ),
        migrations.AddField(
            model_name='case',
            name='disputed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='follows_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('open', 'open'), ('waiting_for_customer', 'waiting_for_customer'), ('done', 'done'), ('disputed', 'disputed'), ('withdrawn', 'withdrawn'), ('stopped', 'stopped')], max_length=24),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['duplicate_index', '-opened_at'], name='case_same_place'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['unit', '-opened_at'], name='case_same_unit'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', '-id'], name='case_by_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['outlet', '-id'], name='case_by_outlet'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['fault_id', '-id'], name='case_by_fault'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['opened_at'], include=('outlet',), name='case_opened'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['closed_at'], include=('outlet', 'state', 'reopened'), name='case_closed'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('disputed_at__isnull', False)), fields=['disputed_at'], name='case_disputed'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(django.db.models.functions.text.Right(django.db.models.functions.comparison.Cast('id', models.TextField()), 8), name='case_number'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'waiting_for_customer', 'done', 'disputed', 'withdrawn', 'stopped'])), name='case_state'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'withdrawn', 'stopped']), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='case_ended_has_time'),
        ),
        migrations.AddField(
            model_name='decision',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='case.case'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['case', 'decided_at'], name='decision_by_case'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('promise_id__isnull', False)), fields=('promise_id',), name='decision_one_per_refund'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about', 'refund'), _negated=True), models.Q(('fen__isnull', False), ('promise_id__isnull', False)), _connector='OR'), name='decision_refund_whole'),
        ),
        migrations.RunSQL(DISPUTED, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOWS, migrations.RunSQL.noop),
    ]
