"""A clock stands still for one reason so far: the customer asked for a later time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promise', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='pause',
            name='reason',
            field=models.CharField(choices=[('customer_later', 'customer_later')], max_length=20),
        ),
    ]
