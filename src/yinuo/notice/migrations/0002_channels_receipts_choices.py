"""More ways out, receipts of parts, browsers, wishes, calendar entries and chat groups."""

import django.db.models.deletion
import yinuo.store.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notice', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarEntry',
            fields=[
                ('subject', models.UUIDField(primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('is_cancelled', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='OptOut',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('customer', models.UUIDField()),
                ('purpose', models.CharField(max_length=12)),
                ('channel', models.CharField(max_length=8)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('gateway', models.CharField(max_length=8)),
                ('reference', models.CharField(max_length=80)),
                ('state', models.CharField(max_length=10)),
                ('error', models.CharField(default='', max_length=40)),
                ('sent_at', models.DateTimeField()),
                ('asked', models.PositiveSmallIntegerField(default=0)),
                ('ask_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('recipient_kind', models.CharField(max_length=8)),
                ('recipient', models.UUIDField()),
                ('endpoint', yinuo.store.fields.EncryptedTextField()),
                ('endpoint_index', models.CharField(max_length=64)),
                ('p256dh', yinuo.store.fields.EncryptedTextField()),
                ('auth', yinuo.store.fields.EncryptedTextField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('region', models.CharField(default='', max_length=6)),
                ('url', yinuo.store.fields.EncryptedTextField()),
                ('service', models.CharField(max_length=20)),
                ('is_active', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_state',
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_open_or_settled',
        ),
        migrations.AddField(
            model_name='notice',
            name='doubts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='notice',
            name='rank',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['recipient', 'created_at'], name='notice_to'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['spare', 'queued', 'claimed', 'sent', 'delivered', 'failed', 'expired', 'withdrawn'])), name='notice_state'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('look_at__isnull', False), ('params__isnull', False), ('settled_at', None), ('state__in', ['queued', 'claimed'])), models.Q(('params__isnull', False), ('settled_at', None), ('state', 'spare')), models.Q(('due_at', None), ('look_at', None), ('params', None), ('settled_at__isnull', False), ('state__in', ['sent', 'delivered', 'failed', 'expired', 'withdrawn'])), _connector='OR'), name='notice_open_or_settled'),
        ),
        migrations.AddConstraint(
            model_name='optout',
            constraint=models.UniqueConstraint(fields=('customer', 'purpose', 'channel'), name='opt_out_one'),
        ),
        migrations.AddConstraint(
            model_name='optout',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['safety', 'security', 'service', 'progress', 'reminder', 'afterwards'])), name='opt_out_purpose'),
        ),
        migrations.AddField(
            model_name='part',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='notice.notice'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(fields=['recipient'], name='subscription_of'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(fields=('endpoint_index', 'recipient_kind', 'recipient'), name='subscription_one'),
        ),
        migrations.AddIndex(
            model_name='team',
            index=models.Index(condition=models.Q(('is_active', True)), fields=['region'], name='team_of'),
        ),
        migrations.AddIndex(
            model_name='part',
            index=models.Index(condition=models.Q(('ask_at__isnull', False)), fields=['ask_at'], name='part_to_ask'),
        ),
        migrations.AddIndex(
            model_name='part',
            index=models.Index(fields=['sent_at'], name='part_by_age'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.UniqueConstraint(fields=('gateway', 'reference'), name='part_one'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'delivered', 'failed'])), name='part_state'),
        ),
    ]
