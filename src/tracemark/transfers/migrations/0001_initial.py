import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tracemark.oversight.append_only import AppendOnly


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('register', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Permit',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('permit_no', models.CharField(max_length=100)),
                ('euc_no', models.CharField(blank=True, max_length=100)),
                ('issued_on', models.DateField(null=True)),
                ('issued_precision', models.CharField(blank=True, max_length=5)),
                ('exporter', models.CharField(blank=True, max_length=200)),
                ('importer', models.CharField(blank=True, max_length=200)),
                ('make_text', models.CharField(blank=True, max_length=200)),
                ('make_code', models.CharField(blank=True, max_length=40)),
                ('model_text', models.CharField(blank=True, max_length=200)),
                ('model_key', models.CharField(blank=True, max_length=60)),
                ('permitted_quantity', models.PositiveIntegerField(null=True)),
                ('delivered_quantity', models.PositiveIntegerField(null=True)),
                ('delivered_on', models.DateField(null=True)),
                ('head_seq', models.PositiveIntegerField()),
                ('head_hash', models.CharField(max_length=64)),
                ('is_voided', models.BooleanField(default=False)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.batch')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
        ),
        migrations.CreateModel(
            name='PermitEvent',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=30)),
                ('recorded_at', models.DateTimeField()),
                ('schema', models.PositiveSmallIntegerField(default=1)),
                ('payload', models.TextField()),
                ('voids', models.UUIDField(null=True)),
                ('prev_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.batch')),
                ('permit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='transfers.permit')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
        ),
        migrations.AddIndex(
            model_name='permit',
            index=models.Index(fields=['unit', 'permit_no'], name='permit_unit_no'),
        ),
        migrations.AddIndex(
            model_name='permit',
            index=models.Index(fields=['permit_no', 'id'], name='permit_no_id'),
        ),
        migrations.AddIndex(
            model_name='permit',
            index=models.Index(fields=['importer'], name='permit_importer'),
        ),
        migrations.AddConstraint(
            model_name='permitevent',
            constraint=models.UniqueConstraint(fields=('permit', 'seq'), name='permit_event_seq_once'),
        ),
        migrations.AddConstraint(
            model_name='permitevent',
            constraint=models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='permit_event_seq_from_one'),
        ),
        AppendOnly('transfers_permitevent'),
    ]
