"""A promise and a pause know before when nobody comes; so far only the job knew it."""

from django.db import migrations, models

OF_PAUSES = """
UPDATE promise_pause SET not_before_at = dispatch_job.not_before_at
FROM promise_promise JOIN dispatch_job ON dispatch_job.case_id = promise_promise.case_id
WHERE promise_promise.id = promise_pause.promise_id AND promise_promise.state = 'running'
AND promise_promise.kind = 'arrive' AND dispatch_job.state IN ('waiting', 'assigned')
AND dispatch_job.not_before_at IS NOT NULL AND promise_pause.id = (
    SELECT newest.id FROM promise_pause newest
    WHERE newest.promise_id = promise_promise.id AND newest.ends_at > newest.starts_at
    ORDER BY newest.consent_at DESC, newest.starts_at DESC LIMIT 1
)
"""
OF_PROMISES = """
UPDATE promise_promise SET not_before_at = dispatch_job.not_before_at
FROM dispatch_job
WHERE dispatch_job.case_id = promise_promise.case_id AND promise_promise.state = 'running'
AND promise_promise.kind = 'arrive' AND dispatch_job.state IN ('waiting', 'assigned')
AND dispatch_job.not_before_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM promise_pause
    WHERE promise_pause.promise_id = promise_promise.id
    AND promise_pause.ends_at > promise_pause.starts_at
)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0004_by_hand_and_pauses'),
        ('promise', '0010_remedy_of_outlet'),
    ]

    operations = [
        migrations.AddField(
            model_name='pause',
            name='not_before_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='not_before_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(OF_PAUSES, migrations.RunSQL.noop),
        migrations.RunSQL(OF_PROMISES, migrations.RunSQL.noop),
    ]
