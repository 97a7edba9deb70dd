"""Due notices are found by their way first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notice', '0002_channels_receipts_choices'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='notice',
            name='notice_due',
        ),
        migrations.RemoveIndex(
            model_name='notice',
            name='notice_look',
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['channel', 'due_at'], name='notice_due_by'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('look_at__isnull', False)), fields=['channel', 'look_at'], name='notice_look_by'),
        ),
    ]
