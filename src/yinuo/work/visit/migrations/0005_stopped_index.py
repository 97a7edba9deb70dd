"""Stopped visits are few, and asked for by their case: the company's pages and figures."""

from django.db import migrations, models




class Migration(migrations.Migration):

    dependencies = [
        ('case', '0002_decisions_and_repeats'),
        ('outlet', '0002_revision'),
        ('people', '0004_scope_and_looks'),
        ('visit', '0004_erasable_texts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('state', 'stopped')), fields=['case'], name='visit_stopped'),
        ),
    ]
