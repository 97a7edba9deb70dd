"""Figures of cases by day and month, and the triggers that mark each day whose cases change."""

import django.db.models.deletion
from django.db import migrations, models

# The day is the local one: eight hours before UTC's, without daylight saving (base.local_time.ZONE).
# A change marks only those days whose numbers it may change: that a case goes on marks none.
TRIGGERS = """
CREATE FUNCTION visit_mark_days(VARIADIC instants timestamptz[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO visit_figuremark (id, day, add_up_at)
  SELECT gen_random_uuid(), day, (day + 1)::timestamp AT TIME ZONE interval '8 hours'
  FROM (SELECT DISTINCT (at AT TIME ZONE interval '8 hours')::date AS day FROM unnest(instants) AS at
    WHERE at IS NOT NULL) AS days
$$;
CREATE FUNCTION visit_mark_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM visit_mark_days(NEW.opened_at, NEW.disputed_at, NEW.closed_at);
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM visit_mark_days(OLD.opened_at, OLD.disputed_at, OLD.closed_at);
  ELSE
    IF (OLD.opened_at, OLD.follows_id, OLD.outlet_id)
        IS DISTINCT FROM (NEW.opened_at, NEW.follows_id, NEW.outlet_id) THEN
      PERFORM visit_mark_days(OLD.opened_at, NEW.opened_at);
    END IF;
    IF (OLD.disputed_at, OLD.outlet_id) IS DISTINCT FROM (NEW.disputed_at, NEW.outlet_id) THEN
      PERFORM visit_mark_days(OLD.disputed_at, NEW.disputed_at);
    END IF;
    IF (OLD.closed_at, OLD.state, OLD.reopened, OLD.outlet_id)
        IS DISTINCT FROM (NEW.closed_at, NEW.state, NEW.reopened, NEW.outlet_id) THEN
      PERFORM visit_mark_days(OLD.closed_at, NEW.closed_at);
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER visit_marks_case AFTER INSERT OR UPDATE OR DELETE ON case_case
FOR EACH ROW EXECUTE FUNCTION visit_mark_case();
CREATE FUNCTION visit_mark_stop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM visit_mark_days(VARIADIC ARRAY(SELECT closed_at FROM case_case WHERE id IN (
    CASE WHEN TG_OP <> 'INSERT' THEN OLD.case_id END,
    CASE WHEN TG_OP <> 'DELETE' THEN NEW.case_id END)));
  RETURN NULL;
END $$;
CREATE TRIGGER visit_marks_new_stop AFTER INSERT ON visit_visit
FOR EACH ROW WHEN (NEW.state = 'stopped') EXECUTE FUNCTION visit_mark_stop();
CREATE TRIGGER visit_marks_stop AFTER UPDATE ON visit_visit
FOR EACH ROW WHEN ((OLD.state = 'stopped' OR NEW.state = 'stopped')
  AND (OLD.state, OLD.case_id) IS DISTINCT FROM (NEW.state, NEW.case_id))
EXECUTE FUNCTION visit_mark_stop();
CREATE TRIGGER visit_marks_lost_stop AFTER DELETE ON visit_visit
FOR EACH ROW WHEN (OLD.state = 'stopped') EXECUTE FUNCTION visit_mark_stop();
"""
NO_TRIGGERS = """
DROP TRIGGER visit_marks_lost_stop ON visit_visit;
DROP TRIGGER visit_marks_stop ON visit_visit;
DROP TRIGGER visit_marks_new_stop ON visit_visit;
DROP FUNCTION visit_mark_stop();
DROP TRIGGER visit_marks_case ON case_case;
DROP FUNCTION visit_mark_case();
DROP FUNCTION visit_mark_days(VARIADIC timestamptz[]);
"""
# What there is already is added up by the watch, day by day, after the upgrade.
MARKS = """
INSERT INTO visit_figuremark (id, day, add_up_at)
SELECT gen_random_uuid(), day, (day + 1)::timestamp AT TIME ZONE interval '8 hours'
FROM (SELECT (opened_at AT TIME ZONE interval '8 hours')::date AS day FROM case_case
  UNION SELECT (disputed_at AT TIME ZONE interval '8 hours')::date FROM case_case
  UNION SELECT (closed_at AT TIME ZONE interval '8 hours')::date FROM case_case) AS days
WHERE day IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0004_reference'),
        ('outlet', '0003_vanpart'),
        ('visit', '0006_phones'),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureMark',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('add_up_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['day'], name='visit_figure_mark_day'), models.Index(fields=['add_up_at', 'day'], name='visit_figure_mark_due')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('is_month', models.BooleanField()),
                ('opened', models.PositiveIntegerField()),
                ('repeats', models.PositiveIntegerField()),
                ('disputed', models.PositiveIntegerField()),
                ('done', models.PositiveIntegerField()),
                ('came_again', models.PositiveIntegerField()),
                ('outlet', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outlet.outlet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('is_month', 'starts_on', 'outlet'), name='visit_figure_one_of_each', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(MARKS, migrations.RunSQL.noop),
    ]
