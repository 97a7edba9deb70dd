"""The figures of whole days are kept of each outlet too; the watch adds all of them up again."""

import django.db.models.deletion
from django.db import migrations, models

MARKS = """
DELETE FROM promise_figure;
INSERT INTO promise_figuremark (id, day, add_up_at)
SELECT gen_random_uuid(), day, (day + 1)::timestamp AT TIME ZONE interval '8 hours'
FROM (SELECT DISTINCT (verdict_at AT TIME ZONE interval '8 hours')::date AS day
  FROM promise_promise WHERE verdict_at IS NOT NULL) AS days
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outlet', '0003_vanpart'),
        ('promise', '0008_figures_by_day'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='figure',
            name='figure_one_of_each',
        ),
        migrations.AddField(
            model_name='figure',
            name='outlet',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outlet.outlet'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('is_month', 'starts_on', 'outlet', 'kind', 'by', 'key'), name='figure_one_of_each', nulls_distinct=False),
        ),
        migrations.RunSQL(MARKS, MARKS),
    ]
