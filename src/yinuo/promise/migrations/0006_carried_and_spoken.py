"""Promises of joined cases, pauses agreed to by phone, and the call-backs that run out next."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0003_owners_notes_and_joining'),
        ('outlet', '0002_revision'),
        ('people', '0006_second_factor'),
        ('promise', '0005_by_state'),
    ]

    operations = [
        migrations.AddField(
            model_name='pause',
            name='is_through_staff',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='promise',
            name='customer',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.customer'),
        ),
        migrations.AddField(
            model_name='promise',
            name='origin_case_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('kind', 'call_back'), ('state', 'running')), fields=['due_at', 'id'], name='promise_call_back'),
        ),
    ]
