"""The cases with a promise in some state are listed by case."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0002_decisions_and_repeats'),
        ('outlet', '0002_revision'),
        ('promise', '0004_outlet_and_paid'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['state', '-case'], name='promise_by_state'),
        ),
    ]
