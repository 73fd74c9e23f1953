"""The orchestrator's room."""

from django.apps import AppConfig


class OrchestratorConfig(AppConfig):
    """Workflows, runs and the inbox."""

    name = "orchestrator"

    def ready(self) -> None:
        from governance import access, news, notices, trail
        from orchestrator import claims
        from orchestrator.models import Escalation, Run, Step, Workflow, WorkflowGrant, WorkflowVersion
        from orchestrator.notices import KINDS
        from orchestrator.queries.definitions import step_names
        from orchestrator.queries.heads import run_heads
        from orchestrator.queries.runs_trail import RESOLVERS
        from orchestrator.sentences import SENTENCES

        access.register(Workflow, view="workflow.view", grants=WorkflowGrant)
        access.register(WorkflowVersion, view="workflow.view")
        access.register(Run, view="run.view")
        access.register(Step, view="run.view", team="run__team")
        access.register(Escalation, view="escalation.view")
        news.rights_changed.connect(claims.when_rights_change, dispatch_uid="orchestrator.claims")
        notices.register(KINDS)
        trail.register_heads(run_heads)
        trail.register_sentences(SENTENCES, RESOLVERS)
        trail.register_step_names(step_names)
