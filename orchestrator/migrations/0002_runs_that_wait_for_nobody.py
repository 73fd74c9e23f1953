from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orchestrator', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='run',
            index=models.Index(condition=models.Q(('reason', ''), ('state', 'waiting')), fields=['team', 'state', '-id'], name='run_resting'),
        ),
    ]
