"""What figures add up of a price stands in their index, so that no table is read for it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promise', '0006_carried_and_spoken'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='promise',
            name='promise_verdict',
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('verdict_at__isnull', False)), fields=['verdict_at', 'id'], include=('kind', 'state', 'outlet', 'made_at', 'due_at', 'quoted_p', 'at_most_fen', 'paid_fen'), name='promise_verdict'),
        ),
    ]
