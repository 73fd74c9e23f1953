"""What scripts get from the command line: lines of JSON, and sentences where something is wrong."""

import io
import json
import os
import socket
import stat
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from config import welcome
from config.management.commands import serve
from governance.queries import actor_named
from orchestrator import workers
from orchestrator.models import Run
from tests.cast import House
from tests.desk import five_rules

MIMI = {"actor": "Mimi", "input": "-"}


@pytest.fixture
def a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server carries runs beside this process."""
    monkeypatch.setattr(workers, "living", lambda: ["another process"])


@pytest.fixture
def desk(house: House, a_server: None) -> House:
    five_rules(house)
    return house


def run(monkeypatch: pytest.MonkeyPatch, given: Any, workflow: str = "five-rules", **options: Any) -> list[Any]:
    """The lines of `manage.py run`, with this on its standard input."""
    text = given if isinstance(given, str) else json.dumps(given)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    out = io.StringIO()
    call_command("run", workflow, stdout=out, **(MIMI | options))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_beside_a_server_rows_are_written_for_it_to_find(desk, monkeypatch):
    lines = run(monkeypatch, {"amount": 7}, count=3)
    assert [line["state"] for line in lines] == ["queued"] * 3
    assert set(lines[0]) == {"id", "state", "outcome", "seconds", "escalated", "cost"}
    assert Run.objects.filter(pk__in=[line["id"] for line in lines], lease="").count() == 3


def test_a_list_is_a_run_for_each_and_is_repeated_as_needed(desk, monkeypatch):
    assert len(run(monkeypatch, [{"amount": 1}, {"amount": 2}])) == 2
    assert len(run(monkeypatch, [{"amount": 1}, {"amount": 2}], count=5)) == 5


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ("{", {}, "The input is not JSON"),
        ([], {}, "a JSON object of field values, or a list"),
        ([3], {}, "a JSON object of field values, or a list"),
        ({"amount": "plenty"}, {}, "Amount"),
        ({}, {}, "Amount"),
        ({"amount": 1}, {"count": 0}, "--count must be 1 or more"),
        ({"amount": 1}, {"actor": "Nobody"}, "Nobody is called “Nobody”"),
        ({"amount": 1}, {"actor": "vic@example.org"}, "may not start"),
        ({"amount": 1}, {"workflow": "five-wishes"}, "Known: care/five-rules"),
        ({"amount": 1}, {"input": "no/such/file.json"}, "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(desk, monkeypatch, given, options, words):
    with pytest.raises(CommandError, match=words.replace("(", r"\(")):
        run(monkeypatch, given, **options)
    assert not Run.objects.exists()


def test_dan_of_sales_sees_no_workflow_of_care(desk, monkeypatch):
    with pytest.raises(CommandError, match="sees no workflow “five-rules”"):
        run(monkeypatch, {"amount": 1}, actor="dan@example.org")


def test_a_taken_port_is_said(house):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match=r"is taken.*PORT="):
            serve._check_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("port", ["0", "65536", "http", ""])
def test_a_port_that_is_none_is_said(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="Set it to a number"):
        serve._port()


def test_demo_accounts_are_not_served_to_others(house, settings):
    settings.STEWARD_HOST, settings.STEWARD_LOOPBACK, settings.STEWARD_DEMO = "0.0.0.0", False, True
    with pytest.raises(CommandError, match="everybody knows the password"):
        serve._check_demo()
    settings.STEWARD_DEMO = False
    serve._check_demo()
    ada = actor_named("ada@example.org")
    ada.is_demo = True
    ada.save()
    with pytest.raises(CommandError, match="everybody knows the password"):
        serve._check_demo()


def test_an_empty_installation_asks_for_its_first_administrator(db, settings):
    settings.STEWARD_DEMO, settings.STEWARD_WELCOME_CODE = False, "a-code"
    assert any("http://127.0.0.1:8000/welcome/a-code/" in line for line in welcome.lines("http://127.0.0.1:8000"))


def test_a_founded_installation_says_only_where_it_is(house, settings):
    settings.STEWARD_DEMO = False
    assert not any("welcome" in line for line in welcome.lines("http://127.0.0.1:8000"))


def test_only_the_servers_own_account_reads_what_it_keeps(tmp_path):
    """Sessions, keys and mail with reset links lie there."""
    environment = {**os.environ, "STEWARD_VAR": str(tmp_path / "kept"), "DJANGO_SETTINGS_MODULE": "config.settings"}
    said = "import os; os.umask(0o022); from django.conf import settings; settings.DEBUG"
    subprocess.run([sys.executable, "-c", said], env=environment, check=True)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kept", tmp_path / "kept/mail")] == [0o700] * 2
