"""Indexes that lists of a large register need, and away with those that only cost imports time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tracemark.oversight.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('register', '0003_occurred_precision'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='weapon',
            name='weapon_unit_no',
        ),
        migrations.AlterField(
            model_name='event',
            name='weapon',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='register.weapon'),
        ),
        migrations.AlterField(
            model_name='sealedhead',
            name='weapon',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sealed_heads', to='register.weapon'),
        ),
        migrations.AlterField(
            model_name='weapon',
            name='batch',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='register.batch'),
        ),
        migrations.AlterField(
            model_name='weapon',
            name='record_no',
            field=models.CharField(max_length=20),
        ),
        migrations.AlterField(
            model_name='weapon',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('kind', 'requested')), fields=['recorded_at'], name='event_requested'),
        ),
        migrations.AddIndex(
            model_name='weapon',
            index=models.Index(fields=['unit', 'record_no', 'is_voided', 'list_kind', 'custody', 'condition', 'standing'], name='weapon_unit_no'),
        ),
        migrations.AddIndex(
            model_name='weapon',
            index=models.Index(fields=['batch', 'record_no'], name='weapon_batch_no'),
        ),
        migrations.AddIndex(
            model_name='weapon',
            index=models.Index(fields=['make_code', 'model_key'], name='weapon_model'),
        ),
        migrations.AddIndex(
            model_name='weapon',
            index=models.Index(condition=models.Q(('list_kind', 'inventory'), _negated=True), fields=['list_kind', 'record_no'], name='weapon_unusual_list_kind'),
        ),
        migrations.AddIndex(
            model_name='weapon',
            index=models.Index(condition=models.Q(('custody', 'state_store'), _negated=True), fields=['custody', 'record_no'], name='weapon_unusual_custody'),
        ),
        migrations.AddIndex(
            model_name='weapon',
            index=models.Index(condition=models.Q(('condition', 'unknown'), _negated=True), fields=['condition', 'record_no'], name='weapon_unusual_condition'),
        ),
        migrations.AddIndex(
            model_name='weapon',
            index=models.Index(condition=models.Q(('standing', 'lawful'), _negated=True), fields=['standing', 'record_no'], name='weapon_unusual_standing'),
        ),
        migrations.AddConstraint(
            model_name='weapon',
            constraint=models.UniqueConstraint(fields=('record_no',), name='weapon_record_no_once'),
        ),
        # SQLite makes a table anew when a column is altered, and its triggers are lost with the old one.
        AppendOnly("register_event"),
        AppendOnly("register_sealedhead"),
    ]
