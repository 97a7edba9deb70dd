"""Calls that come in stand on the desk until somebody has ended them."""

import django.db.models.deletion
import yinuo.store.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0003_owners_notes_and_joining'),
        ('intake', '0002_asks_district'),
        ('outlet', '0002_revision'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('typed', 'typed'), ('phone', 'phone')], max_length=8)),
                ('phone', yinuo.store.fields.EncryptedTextField(null=True)),
                ('phone_index', models.CharField(max_length=64, null=True)),
                ('provider_index', models.CharField(max_length=64, null=True, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('taken', 'taken'), ('ended', 'ended')], max_length=8)),
                ('form', yinuo.store.fields.EncryptedJSONField(null=True)),
                ('arrived_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('rung_off_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.CharField(choices=[('opened', 'opened'), ('joined', 'joined'), ('answered', 'answered'), ('call_back', 'call_back'), ('wrong_number', 'wrong_number'), ('hung_up', 'hung_up')], max_length=12, null=True)),
                ('purge_at', models.DateTimeField()),
                ('case', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='case.case')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outlet.company')),
                ('staff', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'ended'), _negated=True), fields=['arrived_at', 'id'], name='call_open'), models.Index(fields=['phone_index', '-arrived_at'], name='call_by_phone'), models.Index(condition=models.Q(('state', 'taken')), fields=['staff'], name='call_in_hand'), models.Index(fields=['purge_at'], name='call_to_purge')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('ending__isnull', False), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', True), ('ending__isnull', True)), _connector='OR'), name='call_ended_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), _negated=True), models.Q(('staff__isnull', False), ('taken_at__isnull', False)), _connector='OR'), name='call_taken_by_somebody')],
            },
        ),
    ]
