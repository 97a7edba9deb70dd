"""Who sees a case through, notes, the one rating, and cases that are found to be one."""

import django.db.models.deletion
import yinuo.case.facts
import yinuo.store.fields
from django.conf import settings
from django.db import migrations, models


# A rating is written once: the application's role may add one, and nobody may change or delete it (AF-17).
WRITE_ONCE = """
CREATE FUNCTION case_rating_write_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a rating is written once';
END $$;
CREATE TRIGGER case_rating_write_once BEFORE UPDATE OR DELETE ON case_rating
  FOR EACH ROW EXECUTE FUNCTION case_rating_write_once();
"""
UNDO = """
DROP TRIGGER case_rating_write_once ON case_rating;
DROP FUNCTION case_rating_write_once();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0002_decisions_and_repeats'),
        ('outlet', '0002_revision'),
        ('people', '0004_scope_and_looks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('words', yinuo.store.fields.EncryptedTextField(null=True)),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('stars', models.PositiveSmallIntegerField(null=True)),
                ('given_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_state',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_ended_has_time',
        ),
        migrations.AddField(
            model_name='case',
            name='joined_to',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='case.case'),
        ),
        migrations.AddField(
            model_name='case',
            name='owner',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='case',
            name='reporter',
            field=yinuo.store.fields.EncryptedTextField(null=True),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('open', 'open'), ('waiting_for_customer', 'waiting_for_customer'), ('done', 'done'), ('disputed', 'disputed'), ('withdrawn', 'withdrawn'), ('stopped', 'stopped'), ('joined', 'joined')], max_length=24),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', [yinuo.case.facts.CaseState['DISPUTED'], yinuo.case.facts.CaseState['OPEN'], yinuo.case.facts.CaseState['WAITING_FOR_CUSTOMER']])), fields=['owner', '-id'], name='case_of_owner'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('joined_to__isnull', False)), fields=['joined_to'], name='case_joined'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'waiting_for_customer', 'done', 'disputed', 'withdrawn', 'stopped', 'joined'])), name='case_state'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'withdrawn', 'stopped', 'joined']), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='case_ended_has_time'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('joined_to__isnull', False), ('state', 'joined')), models.Q(models.Q(('state', 'joined'), _negated=True), ('joined_to__isnull', True)), _connector='OR'), name='case_joined_to_one'),
        ),
        migrations.AddField(
            model_name='note',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='case.case'),
        ),
        migrations.AddField(
            model_name='note',
            name='staff',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rating',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='case.case'),
        ),
        migrations.AddField(
            model_name='rating',
            name='outlet',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outlet.outlet'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(fields=['case', 'written_at'], name='note_by_case'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('stars__isnull', True), models.Q(('stars__gte', 1), ('stars__lte', 5)), _connector='OR'), name='rating_one_to_five'),
        ),
        migrations.RunSQL(WRITE_ONCE, UNDO),
    ]
