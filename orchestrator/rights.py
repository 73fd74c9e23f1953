"""May this run still do this? Asked at the moment of use: starter, team, agent and tool must all allow it."""

from django.utils.translation import gettext as _

from agents.models import Tool
from governance import access
from orchestrator.models import Run


def to_go_on(run: Run) -> str:
    """Say why the run's starter may no longer let it work; empty where they may."""
    subject = run.team if run.trial or run.workflow is None else run.workflow
    verb = "run.try" if run.trial else "run.start"
    if access.may(run.starter, verb, subject):
        return ""
    return _("The person or machine that started this run may no longer start it. Restore the right or stop the run.")


def to_call(run: Run, tool: Tool | None, listed: bool) -> str:
    """Say why this tool may not be called for this run; empty where it may."""
    if tool is None or tool.team_id != run.team_id:
        return _("The tool is no longer there. Publish the workflow with another one, then start again.")
    if not tool.enabled:
        return _("“%(tool)s” is switched off. Switch it on under Connections, then try again.") % {"tool": tool.name}
    if not listed:
        return _("This agent's version does not list “%(tool)s”.") % {"tool": tool.name}
    if refused := to_go_on(run):
        return refused
    if not access.may(run.starter, "tool.use", run.team):
        return _("The starter of this run may no longer use the team's tools. Restore the right or stop the run.")
    return ""
