"""A remedy knows its promise's outlet, so that the figures of some outlets read no promise for it."""

import django.db.models.deletion
from django.db import migrations, models

OUTLET = """
UPDATE promise_remedy SET outlet_id = promise_promise.outlet_id
FROM promise_promise WHERE promise_promise.id = promise_remedy.promise_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outlet', '0003_vanpart'),
        ('people', '0008_unit_owner'),
        ('promise', '0009_figures_of_outlets'),
    ]

    operations = [
        migrations.AddField(
            model_name='remedy',
            name='outlet',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outlet.outlet'),
        ),
        migrations.AddIndex(
            model_name='remedy',
            index=models.Index(fields=['outlet', 'paid_at'], include=('fen', 'excess_fen', 'granted_fen'), name='remedy_of_outlet'),
        ),
        migrations.RunSQL(OUTLET, migrations.RunSQL.noop),
    ]
