"""What dispatchers do by hand with its reason, and stretches in which a technician is sent nowhere."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import yinuo.store.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0003_customers_time'),
        ('outlet', '0002_revision'),
    ]

    operations = [
        migrations.CreateModel(
            name='Intervention',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sent', 'sent'), ('handed_over', 'handed_over'), ('taken_back', 'taken_back')], max_length=12)),
                ('reason', models.CharField(choices=[('customer_asked', 'customer_asked'), ('knows_place', 'knows_place'), ('roads', 'roads'), ('has_part', 'has_part'), ('workload', 'workload'), ('technician_asked', 'technician_asked'), ('other', 'other')], max_length=20)),
                ('words', yinuo.store.fields.EncryptedTextField(null=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('reason', models.CharField(choices=[('break', 'break'), ('unwell', 'unwell'), ('breakdown', 'breakdown'), ('other', 'other')], max_length=12)),
                ('keeps_work', models.BooleanField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='assignment',
            name='is_by_hand',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='end_reason',
            field=models.CharField(choices=[('finished', 'finished'), ('stopped', 'stopped'), ('cancelled', 'cancelled'), ('declined', 'declined'), ('off_shift', 'off_shift'), ('postponed', 'postponed'), ('taken_back', 'taken_back'), ('handed_over', 'handed_over'), ('paused', 'paused')], max_length=12, null=True),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'assigned'])), fields=['deadline_at', 'id'], name='job_live'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(fields=['seen_at'], name='position_seen'),
        ),
        migrations.AddField(
            model_name='intervention',
            name='assignment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dispatch.assignment'),
        ),
        migrations.AddField(
            model_name='intervention',
            name='job',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to='dispatch.job'),
        ),
        migrations.AddField(
            model_name='pause',
            name='technician',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outlet.technician'),
        ),
        migrations.AddIndex(
            model_name='pause',
            index=models.Index(fields=['region', 'ends_at'], name='pause_of_zone'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('technician', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='TSTZRANGE', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='pause_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('starts_at'))), name='pause_ends_after_it_starts'),
        ),
    ]
