"""A position says what it rests on; those kept before are not known to be a phone's."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0001_initial'),
        ('outlet', '0002_revision'),
    ]

    operations = [
        migrations.AddField(
            model_name='position',
            name='source',
            field=models.CharField(default='assumed', max_length=8),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['phone', 'assumed'])), name='position_source'),
        ),
    ]
