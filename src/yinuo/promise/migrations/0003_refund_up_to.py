"""What is given back on the customer's word alone has a limit; what is claimed beyond is kept."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promise', '0002_one_pause_reason'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='refund_excess_up_to_fen',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='remedy',
            name='beyond_fen',
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
