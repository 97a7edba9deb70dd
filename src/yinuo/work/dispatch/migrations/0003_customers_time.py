"""A job may have a time before which its customer wants nobody."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0002_position_source'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='not_before_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='end_reason',
            field=models.CharField(choices=[('finished', 'finished'), ('stopped', 'stopped'), ('cancelled', 'cancelled'), ('declined', 'declined'), ('off_shift', 'off_shift'), ('postponed', 'postponed'), ('taken_back', 'taken_back')], max_length=12, null=True),
        ),
    ]
