"""A promise knows its case's outlet and what was paid, for the figures; a manager answers what waits of a refund."""

import django.db.models.deletion
from django.db import migrations, models


OUTLET = """
UPDATE promise_promise SET outlet_id = case_case.outlet_id
FROM case_case WHERE case_case.id = promise_promise.case_id
"""
PAID = """
UPDATE promise_promise SET paid_fen = coalesce(paid.confirmed_fen, paid.recorded_fen)
FROM visit_payment AS paid
WHERE promise_promise.kind = 'price' AND promise_promise.state IN ('kept', 'broken')
  AND paid.visit_id = promise_promise.visit_id
  AND paid.quote_version = promise_promise.quote_version
"""


class Migration(migrations.Migration):

    dependencies = [
        ('visit', '0003_stopping_and_warranty'),
        ('case', '0002_decisions_and_repeats'),
        ('outlet', '0002_revision'),
        ('people', '0004_scope_and_looks'),
        ('promise', '0003_refund_up_to'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='outlet',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outlet.outlet'),
        ),
        migrations.AddField(
            model_name='promise',
            name='paid_fen',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='remedy',
            name='answered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='remedy',
            name='granted_fen',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('verdict_at__isnull', False)), fields=['verdict_at', 'id'], include=('kind', 'state', 'outlet', 'made_at', 'due_at', 'quoted_p'), name='promise_verdict'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('state', 'running')), fields=['due_at', 'id'], name='promise_due'),
        ),
        migrations.AddIndex(
            model_name='remedy',
            index=models.Index(fields=['paid_at'], name='remedy_paid'),
        ),
        migrations.AddIndex(
            model_name='remedy',
            index=models.Index(condition=models.Q(('answered_at__isnull', True), ('beyond_fen__gt', 0)), fields=['paid_at'], name='remedy_waits'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('granted_fen__isnull', True)), models.Q(('answered_at__isnull', False), ('granted_fen__lte', models.F('beyond_fen'))), _connector='OR'), name='remedy_answered_whole'),
        ),
        migrations.RunSQL(OUTLET, migrations.RunSQL.noop),
        migrations.RunSQL(PAID, migrations.RunSQL.noop),
    ]
