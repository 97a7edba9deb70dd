"""Switch off the triggers of the job table that cost more than they give.

The NOTIFY trigger takes a lock at commit that makes all intake transactions queue up (measured: 473
against 1,829 transactions a second at 32 clients); the worker polls instead. The event triggers write a
second table for each job whose history nobody reads: finished jobs are deleted.
"""

from django.db import migrations

TRIGGERS = (
    "procrastinate_jobs_notify_queue_job_inserted_v1",
    "procrastinate_jobs_notify_queue_job_aborted_v1",
    "procrastinate_trigger_status_events_insert_v1",
    "procrastinate_trigger_status_events_update_v1",
)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE procrastinate_jobs DISABLE TRIGGER {name}",
            f"ALTER TABLE procrastinate_jobs ENABLE TRIGGER {name}",
        )
        for name in TRIGGERS
    ]
