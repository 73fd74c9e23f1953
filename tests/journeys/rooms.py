"""What the pages of a tour show: the demo with runs, cases and trials, or a house in which nothing was made yet."""

import csv
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from agents.actions import endpoints
from agents.connection_documents import EndpointDocument
from agents.models import Agent, Tool
from governance.actions import machines, memberships, organisation, people, roles, teams
from governance.models import Membership, Organisation, Role, Team, User
from orchestrator.actions import runs, trials, workflows
from orchestrator.engine.definition import Limits
from orchestrator.models import Run, Workflow
from orchestrator.queries.batch import at_rest

TEAM, DESK = "customer-care", "support-desk"
MESSAGES = Path(__file__).resolve().parents[2] / "demo" / "messages.csv"
RUNS = 12
UNSURE = {"message": "Good morning to all of you", "email": "customer020@bank.example"}


def furnished() -> Any:
    """Something of everything in the demo; named as the access tables name what they ask for."""
    person = {user.email.partition("@")[0]: user for user in User.objects.all()}
    team, desk = Team.objects.get(slug=TEAM), Workflow.objects.get(key=DESK)
    house = SimpleNamespace(organisation=Organisation.objects.get(), care=team, **person)
    house.mimi = User.objects.filter(kind="machine").first()
    started = [runs.start_run(person["otto"], desk, given) for given in _requests()]
    trial = trials.try_workflow(person["ben"], desk, UNSURE)
    _wait([run.pk for run in [*started, trial]])
    waiting = Run.objects.filter(pk__in=[run.pk for run in started], state="waiting").latest("pk")
    # The draft differs from what is live, so that there is something to publish.
    redrawn = desk.drawing.model_copy(update={"limits": Limits(steps=50)})
    desk = workflows.save_draft(person["ben"], desk, redrawn, revision=desk.revision)
    tool = Tool.objects.filter(team=team).order_by("pk").first()
    return SimpleNamespace(
        bare=False,
        house=house,
        token=machines.make_token(person["tia"], team, house.mimi, name="Nightly")[0],
        workflow=desk,
        step=desk.drawing.steps[0].key,
        agent=Agent.objects.filter(team=team).order_by("pk").first(),
        connector=tool and tool.connector,
        tool=tool,
        endpoint=endpoints.create_endpoint(person["tia"], team, EndpointDocument(name="Built in", kind="offline")),
        membership=Membership.objects.get(user=person["vic"], team=team),
        role=roles.make_role(person["ada"], house.organisation, name="Helper", verbs=["team.view"]),
        waiting=waiting,
        ended=Run.objects.filter(state="done").latest("pk"),
        case=waiting.escalations.get(),
        trial=trial,
        reset_path=people.make_reset_link(person["ada"], house.organisation, person["vic"]),
    )


def _requests() -> list[dict[str, Any]]:
    with MESSAGES.open(encoding="utf-8") as file:
        said = [row["text"] for row in csv.DictReader(file)][: RUNS - 1]
    asked = [{"message": text, "email": f"customer{at:03}@bank.example"} for at, text in enumerate(said, 11)]
    return [*asked, UNSURE]


def _wait(pks: list[int]) -> None:
    for _ in range(600):
        if len(at_rest(pks)) == len(pks):
            return
        time.sleep(0.1)
    raise TimeoutError("The demo's runs did not come to rest.")


def empty() -> Any:
    """A team and its people, and nothing else."""
    org, ada = organisation.found(
        organisation="Northbank", currency="EUR", name="Ada Lindqvist", email="ada@northbank.example", password=None
    )
    team = teams.make_team(ada, org, name="Customer care")
    for name, role in [("ben", "builder"), ("rae", "reviewer"), ("tia", "team_admin"), ("cleo", "approver")]:
        user = people.add_person(ada, org, email=f"{name}@northbank.example", name=name.capitalize())
        memberships.add_member(ada, team, user, role=Role.objects.get(key=role))
    return SimpleNamespace(bare=True, house=SimpleNamespace(care=team), step="")


def _called(who: str) -> User:
    return User.objects.get(email=f"{who}@northbank.example")


def look(who: str, address: str) -> tuple[int, bool]:
    """The status somebody is answered, and whether it is a whole page."""
    client = Client(SERVER_NAME="127.0.0.1")
    if who:
        client.force_login(_called(who))
    answer = client.get(address, follow=True)
    html = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return answer.status_code, html and answer.content.lstrip().lower().startswith(b"<!doctype")


def session(who: str) -> str:
    """A signed-in session of this person."""
    user, store = _called(who), SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)
