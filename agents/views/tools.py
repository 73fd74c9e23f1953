"""Tools: what agents may do in a system."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents import actions
from agents.connection_documents import ToolDocument
from agents.failures import ToolError
from agents.forms.attempt import attempt, revision_of
from agents.forms.connection import tool_form, tool_test_form
from agents.models import Connector, Tool
from agents.models.connection import Method
from governance import access
from governance.documents import DocumentForm


@require_http_methods(["GET", "POST"])
def tool_new(request: HttpRequest, team: str, connector: int) -> HttpResponse:
    """Describe one more thing to do in a system."""
    system = access.get(request.user, "connection.manage", Connector, pk=connector, team__slug=team)
    form = tool_form(post=request.POST if request.method == "POST" else None)
    made = attempt(form, lambda document: actions.create_tool(request.user, system, document))
    if made is not None:
        messages.success(request, _("“%(tool)s” is there. Agents can be given it now.") % {"tool": made.name})
        return redirect("tool-edit", team=team, pk=made.pk)
    return _page(request, system, form)


@require_http_methods(["GET", "POST"])
def tool_edit(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Change a tool."""
    tool = access.get(request.user, "connection.manage", Tool, pk=pk, team__slug=team)
    form = tool_form(tool, request.POST if request.method == "POST" else None)
    revision = revision_of(request.POST) if form.bound else tool.revision
    change = attempt(form, lambda document: actions.change_tool(request.user, tool, document, revision=revision))
    if change is not None:
        messages.success(request, _("“%(tool)s” is saved. It holds from the next call on.") % {"tool": change.name})
        return redirect("tool-edit", team=team, pk=pk)
    return _page(request, tool.connector, form, tool=tool, revision=revision)


def _page(
    request: HttpRequest,
    connector: Connector,
    form: DocumentForm[ToolDocument],
    *,
    tool: Tool | None = None,
    revision: int = 0,
) -> HttpResponse:
    page: dict[str, Any] = {
        "team": connector.team,
        "connector": connector,
        "form": form,
        "tool": tool,
        "revision": revision,
        "methods": Method.choices,
        "input_extras": _input_extras(),
        "output_extras": _output_extras(),
    }
    return render(request, "agents/tool.html", page, status=422 if form.errors else 200)


def _input_extras() -> list[dict[str, Any]]:
    places = [
        ("body", _("In the body")),
        ("query", _("In the address, after “?”")),
        ("path", _("In the path")),
        ("header", _("In a header")),
    ]
    return [
        {"key": "place", "label": _("Place"), "kind": "select", "options": places, "default": "body"},
        {"key": "send_as", "label": _("Sent as")},
    ]


def _output_extras() -> list[dict[str, Any]]:
    return [{"key": "pointer", "label": _("Found at")}]


@require_http_methods(["GET", "POST"])
def tool_test(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Send a look-up once, and see what comes back."""
    tool = access.get(request.user, "connection.manage", Tool, pk=pk, team__slug=team)
    form = tool_test_form(tool, request.POST if request.method == "POST" else None)
    page: dict[str, Any] = {"team": tool.team, "tool": tool, "form": form}
    try:
        reply = attempt(form, lambda document: actions.send_test(request.user, tool, document))
        if reply is not None:
            outputs = [(field, reply.output.get(field.key)) for field in tool.output_fields]
            page |= {"reply": reply, "outputs": outputs}
    except ToolError as error:
        page["failure"] = error
    return render(request, "agents/tool_test.html", page, status=422 if form.errors else 200)
