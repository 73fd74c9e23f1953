"""The links of a draft: what each is called, when it is taken, where it leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import END, START
from orchestrator.forms.editing.links import led
from orchestrator.forms.editing.paths import path_moved, without_path
from orchestrator.forms.editing.places import new_path
from orchestrator.forms.onward import name_of
from orchestrator.forms.ways import LinkForm
from orchestrator.queries import words
from orchestrator.queries.outline import anchor_of_link
from orchestrator.views.workflows.draft import Draft, open_draft
from orchestrator.views.workflows.parts import (
    about,
    back,
    beside_canvas,
    gone,
    posted,
    save_now,
    saved_by_itself,
    shown,
    told,
)

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def change(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Describe a link: its name, its condition, what it leads to."""
    draft = open_draft(request, team, key)
    link = _asked(request, draft)
    return _write(request, draft, link) if link else gone(request, draft)


@FORM
def new(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """One more way out of a step."""
    draft = open_draft(request, team, key)
    source = request.GET.get("from", "")
    if source != START and all(step.key != source or step.kind == "end" for step in draft.definition.steps):
        return gone(request, draft)
    return _write(request, draft, new_path(draft.definition, source, END))


@require_POST
def move(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Have a path asked, or listed, earlier or later."""
    draft = open_draft(request, team, key)
    if (link := _asked(request, draft)) is None:
        return gone(request, draft)
    by = {"up": -1, "down": 1}.get(request.POST.get("to", ""), 0)
    changed = path_moved(draft.workflow.drawing, link, by)
    if save_now(request, draft, changed):
        order = [each.id for each in changed.graph.out(link.source)]
        place = {"number": order.index(link.id) + 1, "n": len(order), "name": name_of(changed, link.source)}
        messages.success(request, _("Path %(number)s of %(n)s of “%(name)s”.") % place)
    return back(draft, anchor_of_link(link))


@FORM
def remove(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Ask once, naming the steps that go with a path; then take it out."""
    draft = open_draft(request, team, key)
    if (link := _asked(request, draft)) is None:
        return gone(request, draft)
    removal = without_path(draft.workflow.drawing, link)
    if request.method == "POST" and draft.save(request, removal.definition):
        messages.success(request, _("Removed the path."))
        if beside_canvas(request):
            return told(HttpResponse(), draft)
        return back(draft, f"step-{link.source}")
    named = _named(draft.definition, link)
    title = _("Remove the path “%(name)s”?") % {"name": named["called"] or named["target"]}
    return shown(request, draft, "link_remove.html", title=title, link=link, lost=removal.lost, **named)


def _asked(request: HttpRequest, draft: Draft) -> Link | None:
    """The link of this address; one that leads elsewhere by now is known by its source and key."""
    wanted = request.GET.get("link", "")
    links = draft.definition.links
    source, _arrow, rest = wanted.partition(">")
    key = rest.partition("#")[2]
    same = [link for link in links if link.id == wanted]
    near = [link for link in links if (link.source, link.key) == (source, key)]
    return same[0] if same else near[0] if len(near) == 1 else None


def _write(request: HttpRequest, draft: Draft, link: Link) -> HttpResponse:
    form = LinkForm(about(request, draft), link, post=posted(request))
    if form.form.is_valid:
        base = draft.workflow.drawing if form.new else None
        if draft.save(request, form.apply(draft.workflow.drawing), base=base):
            if beside_canvas(request):
                return told(_form(request, draft, form), draft)
            if saved_by_itself(request):
                return HttpResponse(status=204)
            messages.success(request, _("Saved."))
            return back(draft, anchor_of_link(led(link, form.form.value.then if form.form.value else link.target)))
    return _form(request, draft, form)


def _form(request: HttpRequest, draft: Draft, form: LinkForm) -> HttpResponse:
    link = form.link
    context = {
        "form": form.form,
        "writing": form,
        "base": "" if form.new else draft.base(("links", link.id)),
        "troubles": [each for each in draft.outline.troubles if each.link == link.id],
    }
    named = _named(draft.definition, link)
    nameless = _("Lead to another step as well") if form.new else _("From %(source)s to %(target)s") % named
    about_it = _("A path of “%(source)s”") % named
    return shown(request, draft, "link.html", title=named["called"] or nameless, about=about_it, **context)


def _named(definition: Definition, link: Link) -> dict[str, str]:
    when = words.path_words(definition, link, words.all_fields(definition))
    return {
        "source": name_of(definition, link.source),
        "target": name_of(definition, link.target),
        "called": link.name or when,
    }
