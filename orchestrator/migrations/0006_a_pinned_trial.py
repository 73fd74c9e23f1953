import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orchestrator', '0005_drafts_put_aside'),
    ]

    operations = [
        migrations.AddField(
            model_name='workflow',
            name='pinned_trial',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orchestrator.run'),
        ),
    ]
