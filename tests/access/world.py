"""One of each thing there is, made through the actions, and everybody who may ask for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from agents import actions as agent_actions
from agents.connection_documents import ConnectorDocument, EndpointDocument, ToolDocument
from agents.models import Agent, Connector, ModelEndpoint, Tool
from governance import door
from governance.actions import memberships, organisation, people, roles
from governance.models import MachineToken, Membership, Role, User
from governance.verbs import ORGANISATION_ROLES
from orchestrator.actions import runs, trials, workflows
from orchestrator.engine.definition import Limits
from orchestrator.models import Escalation, Run, Workflow
from tests import desk
from tests.access.table import PEOPLE, Route
from tests.cast import House, build_house

WHO = {
    "vie": "vic",
    "ope": "otto",
    "bui": "ben",
    "app": "cleo",
    "rev": "rae",
    "aud": "aud",
    "tad": "tia",
    "adm": "ada",
    "oth": "dan",
}

SPEAK_JSON = {"workflow-changes", "workflow-presence"}  # what the script of a page sends; the rest are forms


@dataclass
class World:
    """The house, its things, and clients for those who ask for them."""

    house: House
    token: MachineToken
    secret: str
    workflow: Workflow
    agent: Agent
    connector: Connector
    tool: Tool
    endpoint: ModelEndpoint
    membership: Membership
    role: Role
    ended: Run
    waiting: Run
    case: Escalation
    trial: Run
    trial_case: Escalation
    reset_path: str
    clients: dict[str, Client] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """The browser of one column of the tables, as it was right after signing in."""
        client = self.clients[who]
        client.cookies = SimpleCookie(
            {settings.SESSION_COOKIE_NAME: self.sessions[who]} if who in self.sessions else {}
        )
        return client

    def sign_in(self, who: str, user: User | None) -> None:
        """Open a browser; do so before the tests, for what a test changes is undone."""
        self.clients[who] = Client()
        if user is not None:
            self.clients[who].force_login(user)
            self.sessions[who] = self.clients[who].cookies[settings.SESSION_COOKIE_NAME].value

    def add_holder(self, verbs: frozenset[str]) -> None:
        """Sign in somebody who holds exactly these verbs."""
        if holder(verbs) not in self.clients:
            self.sign_in(holder(verbs), self.person_with(verbs))

    def person_with(self, verbs: frozenset[str]) -> User:
        """Somebody who holds exactly these verbs: in Care, or in the whole organisation."""
        house, number = self.house, len(self.sessions)
        person = people.add_person(house.ada, house.organisation, email=f"p{number}@example.org", name=f"P{number}")
        of_team = [verb for verb in verbs if not verb.startswith("organisation.")]
        if of_team:
            with door.opened(house.ada, "organisation.manage"):  # no administrator could make such a role
                made = Role.objects.create(key=f"some_{number}", name=f"Some {number}", verbs=of_team)
            memberships.add_member(house.ada, house.care, person, role=made)
        for key, (_name, verb) in ORGANISATION_ROLES.items():
            if verb in verbs:
                organisation.give_role(house.ada, house.organisation, person, role=key)
        return person

    def ask(self, who: str, route: Route, args: dict[str, Any], body: Any) -> tuple[int, list[str]]:
        """The status somebody is answered, and the tables it wrote; all of it is undone again."""
        cache.clear()  # how often somebody may ask is promised elsewhere
        client = self.client(who)
        path = reverse(route.name, kwargs=args)
        headers = {"Authorization": f"Bearer {self.secret}"} if who == "mac" else {}
        sent: dict[str, Any] = {"data": body} if body is not None else {}
        if route.method == "POST" and (path.startswith("/api/") or route.name in SPEAK_JSON):
            sent = {"data": body or {}, "content_type": "application/json"}
        written: list[str] = []
        with transaction.atomic(), noting_writes(written):
            response: HttpResponse = getattr(client, route.method.lower())(path, headers=headers, **sent)
            transaction.set_rollback(True)
        return response.status_code, written


def holder(verbs: frozenset[str]) -> str:
    """The name under which somebody with exactly these verbs asks."""
    return "+".join(sorted(verbs)) or "nothing"


@contextmanager
def noting_writes(found: list[str]) -> Iterator[None]:
    """Collect the tables written to; the session and a token's last use are no news."""

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        word, *rest = sql.split(maxsplit=3)
        if word.upper() in ("INSERT", "UPDATE", "DELETE", "REPLACE"):
            table = (rest[0] if word.upper() == "UPDATE" else rest[1]).strip('"')
            if table not in ("django_session", "governance_machinetoken"):
                found.append(table)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def build_world() -> World:
    """Found the house and put one of each thing into team Care."""
    house = build_house()
    token, secret = house.token()
    made = desk.with_person(house)
    connector, tool, endpoint = _connections(house)
    waiting = desk.play(house.otto, made, amount=250)
    ended = desk.play(house.otto, made, amount=5)
    runs.cancel_run(house.otto, ended)
    trial = desk.carry(trials.try_workflow(house.ben, made, {"amount": 5}))
    # The draft differs from what is live, so that there is something to publish.
    redrawn = made.drawing.model_copy(update={"limits": Limits(steps=50)})
    made = workflows.save_draft(house.ben, made, redrawn, revision=made.revision)
    world = World(
        house=house,
        token=token,
        secret=secret,
        workflow=made,
        agent=house.care.agents.get(),
        connector=connector,
        tool=tool,
        endpoint=endpoint,
        membership=house.vic.memberships.get(),
        role=roles.make_role(house.ada, house.organisation, name="Helper", verbs=["team.view"]),
        ended=ended,
        waiting=waiting,
        case=waiting.escalations.get(),
        trial=trial,
        trial_case=trial.escalations.get(),
        reset_path=people.make_reset_link(house.ada, house.organisation, house.vic),
    )
    for who in PEOPLE:
        world.sign_in(who, getattr(house, WHO[who]) if who in WHO else None)
    world.sign_in("org", world.person_with(frozenset({"organisation.audit"})))
    return world


def _connections(house: House) -> tuple[Connector, Tool, ModelEndpoint]:
    bank = ConnectorDocument(name="Bank", base_url="http://127.0.0.1:9")
    connector = agent_actions.create_connector(house.tia, house.care, bank)
    look = ToolDocument(name="Look up", path="/customers", changes=False)
    tool = agent_actions.create_tool(house.tia, connector, look)
    offline = EndpointDocument(name="Built in", kind="offline")
    return connector, tool, agent_actions.create_endpoint(house.tia, house.care, offline)


def named_routes() -> dict[str, str]:
    """Every route of the site by its name; a route without one is named by its address."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for each in patterns:
        address = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _walk(each.url_patterns, address)
        else:
            yield each.name or address, address
