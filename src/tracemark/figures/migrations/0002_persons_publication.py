import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tracemark.oversight.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('figures', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonsPublication',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('definition_version', models.CharField(max_length=10)),
                ('document', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('published_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['name', 'year', 'published_at'], name='persons_name_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='persons_holds_document')],
            },
        ),
        AppendOnly('figures_personspublication'),
    ]
