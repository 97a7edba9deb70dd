"""A product is held against its serial number, not its holder; large type is remembered by the browser."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_logintry'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='customer',
            name='prefers_large',
        ),
        migrations.RemoveField(
            model_name='unit',
            name='customer',
        ),
    ]
