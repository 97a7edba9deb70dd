"""Tables of the people room."""

import django.db.models.deletion
import yinuo.store.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=40, unique=True)),
                ('name', yinuo.store.fields.EncryptedTextField()),
                ('email', yinuo.store.fields.EncryptedTextField(null=True)),
                ('role', models.CharField(max_length=12)),
                ('language', models.CharField(max_length=8)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['technician', 'desk', 'dispatcher', 'manager'])), name='staff_role')],
            },
        ),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('identity_index', models.CharField(max_length=64, null=True, unique=True)),
                ('name', yinuo.store.fields.EncryptedTextField(null=True)),
                ('salt', yinuo.store.fields.EncryptedTextField(null=True)),
                ('language', models.CharField(max_length=8)),
                ('prefers_large', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('keep_until', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('keep_until__isnull', False)), fields=['keep_until'], name='customer_to_erase')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), ('name__isnull', False), ('salt__isnull', False)), models.Q(('erased_at__isnull', False), ('identity_index', None), ('keep_until', None), ('name', None), ('salt', None)), _connector='OR'), name='customer_erased_is_empty')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('asked_index', models.CharField(max_length=64)),
                ('sent_index', models.CharField(max_length=64)),
                ('code_hash', models.CharField(max_length=64)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('purge_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['asked_index', 'sent_at'], name='recovery_by_contact'), models.Index(fields=['purge_at'], name='recovery_to_purge')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('serial', models.CharField(max_length=32, unique=True)),
                ('model', models.CharField(max_length=40)),
                ('sold_at_date', models.DateField(null=True)),
                ('installed_date', models.DateField(null=True)),
                ('registered_date', models.DateField(null=True)),
                ('made_date', models.DateField(null=True)),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.customer')),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('value', yinuo.store.fields.EncryptedTextField()),
                ('value_index', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='people.customer')),
            ],
            options={
                'indexes': [models.Index(fields=['value_index'], name='contact_by_value')],
                'constraints': [models.UniqueConstraint(fields=('customer', 'kind'), name='contact_one_of_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['phone', 'email'])), name='contact_kind')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=16)),
                ('wording', models.CharField(max_length=40)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.customer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('customer', 'purpose'), name='consent_one_open'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_forward'), models.CheckConstraint(condition=models.Q(('purpose__in', ['location', 'photos', 'reminders', 'commercial'])), name='consent_purpose')],
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('text', yinuo.store.fields.EncryptedTextField()),
                ('text_index', models.CharField(max_length=64, null=True)),
                ('division_code', models.CharField(max_length=6)),
                ('town_code', models.CharField(max_length=9, null=True)),
                ('lat', models.FloatField()),
                ('lng', models.FloatField()),
                ('radius_m', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=8)),
                ('created_at', models.DateTimeField()),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.customer')),
            ],
            options={
                'indexes': [models.Index(fields=['text_index'], name='address_by_text')],
                'constraints': [models.UniqueConstraint(fields=('customer', 'text_index'), name='address_one'), models.CheckConstraint(condition=models.Q(('source__in', ['device', 'map', 'visit', 'town', 'county'])), name='address_source')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('case_id', models.UUIDField()),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('purge_at', models.DateTimeField()),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.customer')),
            ],
            options={
                'indexes': [models.Index(fields=['case_id'], name='link_by_case'), models.Index(fields=['purge_at'], name='link_to_purge')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('issued_at'))), name='link_forward')],
            },
        ),
    ]
