"""What each technician carries in the van."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outlet", "0002_revision"),
    ]

    operations = [
        migrations.CreateModel(
            name="VanPart",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40)),
                ("count", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "technician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outlet.technician",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("technician", "code"), name="van_part_once")
                ],
            },
        ),
    ]
