"""Figures of whole days and months, and the trigger that marks each day whose promises change."""

from django.db import migrations, models

# The day is the local one: eight hours before UTC's, without daylight saving (base.local_time.ZONE).
# An update that changes nothing that is counted, such as a rung of the ladder, marks nothing.
TRIGGER = """
CREATE FUNCTION promise_mark_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.verdict_at, OLD.kind, OLD.state, OLD.outlet_id, OLD.made_at, OLD.due_at,
      OLD.quoted_p, OLD.at_most_fen, OLD.paid_fen) IS NOT DISTINCT FROM (NEW.verdict_at, NEW.kind,
      NEW.state, NEW.outlet_id, NEW.made_at, NEW.due_at, NEW.quoted_p, NEW.at_most_fen, NEW.paid_fen) THEN
    RETURN NULL;
  END IF;
  INSERT INTO promise_figuremark (id, day, add_up_at)
  SELECT gen_random_uuid(), day, (day + 1)::timestamp AT TIME ZONE interval '8 hours'
  FROM (SELECT DISTINCT (at AT TIME ZONE interval '8 hours')::date AS day FROM unnest(ARRAY[
      CASE WHEN TG_OP <> 'INSERT' THEN OLD.verdict_at END,
      CASE WHEN TG_OP <> 'DELETE' THEN NEW.verdict_at END]) AS at WHERE at IS NOT NULL) AS days;
  RETURN NULL;
END $$;
CREATE TRIGGER promise_marks_day AFTER INSERT OR UPDATE OR DELETE ON promise_promise
FOR EACH ROW EXECUTE FUNCTION promise_mark_day();
"""
NO_TRIGGER = """
DROP TRIGGER promise_marks_day ON promise_promise;
DROP FUNCTION promise_mark_day();
"""
# What there is already is added up by the watch, day by day, after the upgrade.
MARKS = """
INSERT INTO promise_figuremark (id, day, add_up_at)
SELECT gen_random_uuid(), day, (day + 1)::timestamp AT TIME ZONE interval '8 hours'
FROM (SELECT DISTINCT (verdict_at AT TIME ZONE interval '8 hours')::date AS day
  FROM promise_promise WHERE verdict_at IS NOT NULL) AS days
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outlet', '0002_revision'),
        ('promise', '0007_figures_covered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('is_month', models.BooleanField()),
                ('kind', models.CharField(max_length=12)),
                ('by', models.CharField(max_length=8)),
                ('key', models.CharField(max_length=36)),
                ('kept', models.PositiveIntegerField()),
                ('broken', models.PositiveIntegerField()),
                ('released', models.PositiveIntegerField()),
                ('quoted_us', models.BigIntegerField()),
                ('actual_us', models.BigIntegerField()),
                ('priced', models.PositiveIntegerField()),
                ('accepted_fen', models.PositiveBigIntegerField()),
                ('paid_fen', models.PositiveBigIntegerField()),
                ('above', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('is_month', 'starts_on', 'kind', 'by', 'key'), name='figure_one_of_each')],
            },
        ),
        migrations.CreateModel(
            name='FigureMark',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('add_up_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['day'], name='figure_mark_day'), models.Index(fields=['add_up_at', 'day'], name='figure_mark_due')],
            },
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('verdict_at__isnull', False)), fields=['outlet', 'verdict_at'], include=('kind', 'state', 'made_at', 'due_at', 'quoted_p', 'at_most_fen', 'paid_fen'), name='promise_outlet_verdict'),
        ),
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
        migrations.RunSQL(MARKS, migrations.RunSQL.noop),
    ]
