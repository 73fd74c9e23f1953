from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orchestrator', '0004_who_is_at_a_draft'),
    ]

    operations = [
        migrations.AddField(
            model_name='workflowversion',
            name='replaced_by',
            field=models.CharField(blank=True, default='', max_length=16),
        ),
    ]
