"""How far each of the staff sees, and who of them looked at whose data."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_no_owner_no_preference'),
    ]

    operations = [
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('case_id', models.UUIDField(null=True)),
                ('kind', models.CharField(max_length=8)),
                ('reason', models.CharField(max_length=12)),
                ('role', models.CharField(max_length=12)),
                ('day', models.DateField()),
                ('looked_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='staff',
            name='scope_codes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None),
        ),
        migrations.AddField(
            model_name='staff',
            name='scope_kind',
            field=models.CharField(default='company', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='staff',
            constraint=models.CheckConstraint(condition=models.Q(('scope_kind__in', ['company', 'region', 'outlet'])), name='staff_scope_kind'),
        ),
        migrations.AddConstraint(
            model_name='staff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope_codes', []), ('scope_kind', 'company')), models.Q(models.Q(('scope_kind', 'company'), _negated=True), models.Q(('scope_codes', []), _negated=True)), _connector='OR'), name='staff_scope_has_codes'),
        ),
        migrations.AddField(
            model_name='look',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.customer'),
        ),
        migrations.AddField(
            model_name='look',
            name='staff',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['customer', '-looked_at'], name='look_by_customer'),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['staff', '-id'], name='look_by_staff'),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['-id'], name='look_newest'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.UniqueConstraint(fields=('customer', 'staff', 'day', 'kind', 'reason'), name='look_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['case', 'contact'])), name='look_kind'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['handle', 'call_back', 'arrange', 'verify', 'dispute', 'authority'])), name='look_reason'),
        ),
    ]
