"""Tables of the notice room."""

import yinuo.store.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6, null=True)),
                ('subject_kind', models.CharField(max_length=16)),
                ('subject', models.UUIDField()),
                ('event', models.CharField(max_length=120)),
                ('recipient_kind', models.CharField(max_length=8)),
                ('recipient', models.UUIDField()),
                ('channel', models.CharField(max_length=8)),
                ('template', models.CharField(max_length=60)),
                ('language', models.CharField(max_length=8)),
                ('params', yinuo.store.fields.EncryptedJSONField(null=True)),
                ('state', models.CharField(max_length=10)),
                ('send_after', models.DateTimeField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('look_at', models.DateTimeField(null=True)),
                ('claim', models.UUIDField(null=True)),
                ('provider_ref', models.CharField(default='', max_length=120)),
                ('error', models.CharField(default='', max_length=40)),
                ('created_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='notice_due'), models.Index(condition=models.Q(('look_at__isnull', False)), fields=['look_at'], name='notice_look')],
                'constraints': [models.UniqueConstraint(fields=('subject', 'event', 'recipient', 'channel'), name='notice_one'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'claimed', 'sent', 'delivered', 'failed', 'expired', 'withdrawn'])), name='notice_state'), models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('look_at__isnull', False), ('params__isnull', False), ('settled_at', None), ('state__in', ['queued', 'claimed'])), models.Q(('due_at', None), ('look_at', None), ('params', None), ('settled_at__isnull', False), ('state__in', ['sent', 'delivered', 'failed', 'expired', 'withdrawn'])), _connector='OR'), name='notice_open_or_settled'), models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('state', 'claimed')), models.Q(models.Q(('state', 'claimed'), _negated=True), ('claim', None)), _connector='OR'), name='notice_claimed_by_one')],
            },
        ),
    ]
