"""How exactly the date of a weapon's list is known: copied out of its first event."""

from django.db import migrations, models

COPY = """
UPDATE register_weapon SET occurred_precision =
  (SELECT occurred_precision FROM register_event
   WHERE register_event.weapon_id = register_weapon.id AND register_event.seq = 1)
WHERE occurred_on IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [('register', '0002_column_mapping')]

    operations = [
        migrations.AddField(
            model_name='weapon',
            name='occurred_precision',
            field=models.CharField(blank=True, default='', max_length=5),
            preserve_default=False,
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
