"""Loading a demo from a folder of JSON, through the same actions as pages: people, connections, agents, workflows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from agents.actions import agents as agent_actions
from agents.actions import connections
from agents.connection_documents import ConnectorDocument, ToolDocument
from agents.definition import parse_definition
from agents.models import Agent, Connector, Tool
from governance import access
from governance.actions import machines, memberships, organisation, teams
from governance.actions import people as persons
from governance.models import Organisation, Role, Team, User
from governance.queries import actor_named
from orchestrator.actions import workflows
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow
from sandbox import control

FOLDER = settings.BASE_DIR / "demo"


def people() -> list[dict[str, Any]]:
    """Who can sign in, each with e-mail, name and what they do."""
    found: list[dict[str, Any]] = _read(FOLDER / "organisation.json")["people"]
    return found


def load(folder: Path) -> int:
    """Load what is missing of the demo; gives how many things were made."""
    loader = Loader(folder)
    loader.load()
    return loader.made


class SandboxKeeper:
    """Keeps the business system of the demo running beside Steward: started where it does not answer."""

    def __init__(self) -> None:
        self.started: control.Started | None = None

    def look(self) -> None:
        """Start it again where it died."""
        if self.started is None or self.started.process.poll() is not None:
            database = settings.VAR / "sandbox.sqlite3"
            self.started = control.ensure_running(settings.STEWARD_SANDBOX_PORT, database) or self.started

    def leave(self) -> None:
        """Stop it, if it was started here."""
        control.stop(self.started)


def _read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    place = f"127.0.0.1:{settings.STEWARD_SANDBOX_PORT}"
    return json.loads(text.replace("{sandbox_host}", place).replace("{sandbox}", f"http://{place}"))


@dataclass
class Loader:
    """One loading: what is there already stays as it is."""

    folder: Path
    made: int = 0
    admin: User = field(init=False)
    house: Organisation = field(init=False)

    def load(self) -> None:
        """Load the folder, each part on the ones before it."""
        self._organisation(_read(self.folder / "organisation.json"))
        for each in self._files("connections"):
            self._connection(each)
        for each in self._files("agents"):
            self._agent(each)
        for each in self._files("workflows"):
            self._workflow(each)

    def _files(self, kind: str) -> Iterator[Any]:
        for path in sorted((self.folder / kind).glob("*.json")):
            yield _read(path)

    def _organisation(self, said: dict[str, Any]) -> None:
        self._found(said)
        for each in said["teams"]:
            if not Team.objects.filter(slug=each["slug"]).exists():
                made = teams.make_team(self.admin, self.house, name=each["name"], time_zone=each["time_zone"])
                self.made += 1
                if made.slug != each["slug"]:
                    raise ValueError(f"The team “{each['name']}” got the short name {made.slug}, not {each['slug']}.")
        for each in said["people"]:
            self._person(each)
        for each in said["machines"]:
            if actor_named(each["name"]) is None:
                team = Team.objects.get(slug=each["team"])
                machines.make_machine(self.admin, team, name=each["name"], role=_role(each["role"]))
                self.made += 1

    def _found(self, said: dict[str, Any]) -> None:
        first = next(each for each in said["people"] if each["roles"].get("organisation") == "administrator")
        about = said["organisation"]
        if not Organisation.objects.exists():
            organisation.found(
                organisation=about["name"],
                currency=about["currency"],
                name=first["name"],
                email=first["email"],
                password=settings.STEWARD_DEMO_PASSWORD,
                is_demo=True,
            )
            self.made += 1
        admin = actor_named(first["email"])
        if admin is None:
            raise ValueError("This installation has an organisation of its own; the demo needs an empty one.")
        self.admin, self.house = admin, access.organisation()
        missing = set(about["allowed_hosts"]) - set(self.house.allowed_hosts)
        if missing:
            hosts = [*self.house.allowed_hosts, *sorted(missing)]
            self.house = organisation.set_allowed_hosts(self.admin, self.house, hosts=hosts)

    def _person(self, said: dict[str, Any]) -> None:
        if actor_named(said["email"]) is not None:
            return
        password = settings.STEWARD_DEMO_PASSWORD
        user = persons.add_person(
            self.admin, self.house, email=said["email"], name=said["name"], password=password, is_demo=True
        )
        self.made += 1
        for place, role in said["roles"].items():
            if place == "organisation":
                organisation.give_role(self.admin, self.house, user, role=role)
            else:
                memberships.add_member(self.admin, Team.objects.get(slug=place), user, role=_role(role))

    def _builder(self, team: Team) -> User:
        """Somebody of the team who may build and publish."""
        for user in User.objects.filter(memberships__team=team, is_active=True).order_by("pk"):
            if access.may(user, "workflow.publish", team) and access.may(user, "agent.edit", team):
                return user
        raise ValueError(f"Nobody in {team.name} may build.")

    def _connection(self, said: dict[str, Any]) -> None:
        team = Team.objects.get(slug=said["team"])
        system = Connector.objects.filter(team=team, name=said["name"]).first()
        if system is None:
            document = ConnectorDocument(name=said["name"], base_url=said["base_url"], auth=said["auth"])
            system = connections.create_connector(self.admin, team, document)
            self.made += 1
        elif system.base_url != said["base_url"]:  # the sandbox moved to another port
            document = ConnectorDocument(name=said["name"], base_url=said["base_url"], auth=said["auth"])
            system = connections.change_connector(self.admin, system, document, revision=system.revision)
        for each in said["tools"]:
            if not Tool.objects.filter(team=team, key=each["key"]).exists():
                values = {name: value for name, value in each.items() if name != "key"}
                connections.create_tool(self.admin, system, ToolDocument.model_validate(values), key=each["key"])
                self.made += 1

    def _agent(self, said: dict[str, Any]) -> None:
        team = Team.objects.get(slug=said["team"])
        if Agent.objects.filter(team=team, key=said["key"]).exists():
            return
        document = said["definition"]
        if said["tools"]:
            tools = Tool.objects.filter(team=team, key__in=said["tools"])
            document = document | {"tools": [tool.pk for tool in tools]}
        builder = self._builder(team)
        made = agent_actions.create_agent(
            builder, team, name=said["name"], definition=parse_definition(document), key=said["key"]
        )
        agent_actions.publish_agent(builder, made)
        self.made += 1

    def _workflow(self, said: dict[str, Any]) -> None:
        team = Team.objects.get(slug=said["team"])
        if Workflow.objects.filter(team=team, key=said["key"]).exists():
            return
        agents = dict(Agent.objects.filter(team=team).values_list("key", "pk"))
        tools = dict(Tool.objects.filter(team=team).values_list("key", "pk"))
        document = said["document"]
        for step in document["steps"]:
            if step["kind"] == "agent":
                step["agent"] = agents[step["agent"]]
            elif step["kind"] == "tool":
                step["tool"] = tools[step["tool"]]
        builder = self._builder(team)
        purpose = said.get("purpose", "")
        made = workflows.create_workflow(builder, team, said["name"], purpose=purpose, key=said["key"])
        drawing = Definition.model_validate(document)
        made = workflows.save_draft(builder, made, drawing, revision=made.revision)
        workflows.publish_workflow(builder, made)
        self.made += 1


def _role(key: str) -> Role:
    return Role.objects.get(key=key)
