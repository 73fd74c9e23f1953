"""Settings and trail as people use them in a browser."""

import csv
import io
import json

import pytest
from django.urls import reverse

from governance import access
from governance.actions import machines, organisation, teams
from governance.models import MachineToken, Membership, Organisation, Record, Role, Team, User
from governance.sheets import harmless
from governance.trail.sentences import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client):
    """Sign somebody in and return their browser."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def words(response):
    return response.content.decode()


def content(response):
    return b"".join(response)


class TestTeam:
    def test_everybody_in_the_team_reads_who_is_in_it(self, house, as_):
        page = words(as_(house.vic).get(reverse("settings", args=["care"])))
        assert "Ben Baker" in page
        assert "Add somebody" not in page

    def test_another_team_does_not_exist_for_dan(self, house, as_):
        assert as_(house.dan).get(reverse("settings", args=["care"])).status_code == 404

    def test_tia_adds_dan_by_his_address(self, house, as_):
        given = {"new-email": "DAN@example.org", "new-role": "viewer", "new-ends_on": ""}
        assert as_(house.tia).post(reverse("member-add", args=["care"]), given).status_code == 302
        assert access.may(house.dan, "run.view", house.care)

    def test_an_unknown_address_is_explained_beside_the_field(self, house, as_):
        given = {"new-email": "x@example.org", "new-role": "viewer"}
        answer = as_(house.tia).post(reverse("member-add", args=["care"]), given)
        assert answer.status_code == 422
        assert "Nobody has this address yet" in words(answer)

    def test_ben_cannot_add_anybody(self, house, as_):
        given = {"new-email": "dan@example.org", "new-role": "viewer"}
        assert as_(house.ben).post(reverse("member-add", args=["care"]), given).status_code == 403
        refusal = say(Record.objects.get(kind="access.refused"))
        said = "<strong>Ben Baker</strong> was refused “Manage the team, its people and their roles” for Care"
        assert refusal == said

    def test_a_last_day_is_over_when_the_day_is_over_in_the_teams_zone(self, house, as_):
        membership = Membership.objects.get(user=house.vic)
        given = {"role": "viewer", "ends_on": "2099-07-01"}
        assert as_(house.tia).post(reverse("member-change", args=[membership.pk]), given).status_code == 302
        membership.refresh_from_db()
        assert membership.ends_at.isoformat() == "2099-07-01T22:00:00+00:00"
        page = words(as_(house.tia).get(reverse("member", args=[membership.pk])))
        assert "2099-07-01" in page

    def test_tia_ends_a_membership(self, house, as_):
        membership = Membership.objects.get(user=house.vic)
        as_(house.tia).post(reverse("member-end", args=[membership.pk]))
        assert not access.may(house.vic, "team.view", house.care)

    def test_a_wrong_zone_is_refused(self, house, as_):
        given = {"name": "Care", "time_zone": "Mars", "currency": "EUR"}
        assert as_(house.tia).post(reverse("team-change", args=["care"]), given).status_code == 422


class TestMachines:
    def test_a_token_is_shown_once(self, house, as_):
        browser = as_(house.tia)
        answer = browser.post(reverse("token-make", args=["care", house.mimi.pk]), {"name": "Night job"})
        page, token = words(answer), MachineToken.objects.get()
        assert token.prefix in page
        assert "shown this once" in page
        assert answer["Cache-Control"] == "no-store"
        assert "shown this once" not in words(browser.get(reverse("machine", args=["care", house.mimi.pk])))

    def test_tia_makes_an_account_and_ends_a_token(self, house, as_):
        browser = as_(house.tia)
        browser.post(reverse("machine-make", args=["care"]), {"name": "Billing", "role": "operator"})
        machine = User.objects.get(name="Billing")
        token, secret = house.token(machine)
        browser.post(reverse("token-end", args=["care", machine.pk, token.pk]))
        assert machines.authenticate(secret) is None
        assert "Billing" in words(browser.get(reverse("machines", args=["care"])))

    def test_a_machine_of_another_team_is_not_found(self, house, as_):
        other = machines.make_machine(house.ada, house.sales, name="Robot", role=Role.objects.get(key="viewer"))
        assert as_(house.tia).get(reverse("machine", args=["care", other.pk])).status_code == 404


class TestPeople:
    def test_ada_adds_somebody_and_hands_out_a_link_that_works_once(self, house, as_, client):
        browser = as_(house.ada)
        browser.post(reverse("person-add"), {"name": "Zoe", "email": "zoe@example.org"})
        zoe = User.objects.get(email="zoe@example.org")
        page = browser.post(reverse("person-reset-link", args=[zoe.pk])).context["link"]
        path = page.partition("testserver")[2]
        browser.logout()
        form = client.get(path, follow=True)
        given = {"password1": "seven blue kettles", "password2": "seven blue kettles"}
        client.post(form.request["PATH_INFO"], given)
        zoe.refresh_from_db()
        assert zoe.check_password("seven blue kettles")
        assert "password1" not in words(client.get(path, follow=True))

    def test_ada_stops_ben_and_lets_him_in_again(self, house, as_):
        browser = as_(house.ada)
        browser.post(reverse("person-stop", args=[house.ben.pk]))
        assert not access.may(house.ben, "run.view", house.care)
        browser.post(reverse("person-let-in", args=[house.ben.pk]))
        assert access.may(house.ben, "run.view", house.care)

    def test_the_last_administrator_is_kept_with_a_sentence(self, house, as_):
        answer = as_(house.ada).post(
            reverse("organisation-role-end", args=[house.ada.pk]), {"role": "administrator"}, follow=True
        )
        assert "last administrator" in words(answer)

    def test_an_organisation_auditor_reads_people_and_changes_nobody(self, house, as_):
        organisation.give_role(house.ada, house.organisation, house.aud, role="auditor")
        browser = as_(house.aud)
        assert "Add a person" not in words(browser.get(reverse("people")))
        assert browser.get(reverse("person", args=[house.ben.pk])).status_code == 200
        assert browser.post(reverse("person-stop", args=[house.ben.pk])).status_code == 403

    def test_for_everybody_else_there_is_no_such_page(self, house, as_):
        assert as_(house.tia).get(reverse("people")).status_code == 404
        assert as_(house.tia).get(reverse("organisation")).status_code == 404


class TestOrganisation:
    def test_ada_allows_hosts_and_makes_a_team(self, house, as_):
        browser = as_(house.ada)
        browser.post(reverse("hosts-change"), {"hosts": "crm.example.org\r\n127.0.0.1:8765"})
        assert Organisation.objects.get().allowed_hosts == ["127.0.0.1:8765", "crm.example.org"]
        browser.post(reverse("team-make"), {"team-name": "Risk", "team-time_zone": "UTC", "team-currency": "EUR"})
        assert Team.objects.filter(slug="risk").exists()

    def test_a_character_no_database_keeps_is_left_out(self, house, as_):
        browser = as_(house.ada)
        assert browser.get(reverse("organisation-trail") + "?who=a%00b").status_code == 200
        browser.post(reverse("organisation-change"), {"name": "North\x00bank", "currency": "EUR"})
        assert Organisation.objects.get().name == "Northbank"

    def test_a_wrong_host_is_explained(self, house, as_):
        answer = as_(house.ada).post(reverse("hosts-change"), {"hosts": "https://x/y"})
        assert answer.status_code == 422
        assert "is not a host" in words(answer)
        long = as_(house.ada).post(reverse("hosts-change"), {"hosts": "word" * 5000})
        assert f"“{'word' * 20}…” is not a host" in words(long)


class TestRoles:
    def test_everybody_reads_what_roles_allow(self, house, as_):
        page = words(as_(house.vic).get(reverse("roles")))
        assert "Publish workflows" in page
        assert "Reviewer" in page

    def test_ada_changes_a_role(self, house, as_):
        given = {"verbs": ["team.view", "trail.view"]}
        assert as_(house.ada).post(reverse("role-change", args=["viewer"]), given).status_code == 302
        assert access.may(house.vic, "trail.view", house.care)

    def test_ada_makes_a_role(self, house, as_):
        as_(house.ada).post(reverse("role-new"), {"name": "Watcher", "verbs": ["team.view"]})
        assert Role.objects.get(key="watcher").verbs == ["team.view"]

    def test_tia_changes_no_role(self, house, as_):
        assert as_(house.tia).post(reverse("role-change", args=["viewer"]), {"verbs": ["team.view"]}).status_code == 404


class TestTrail:
    def test_it_reads_as_sentences(self, house, as_):
        teams.change_team(house.tia, house.care, name="Kind care", time_zone="UTC", currency="EUR")
        page = words(as_(house.aud).get(reverse("trail", args=["care"])))
        assert "<strong>Tia Thorn</strong> changed the team" in page

    def test_names_in_it_areharmless(self, house, as_):
        teams.change_team(house.tia, house.care, name="<b>Care</b>", time_zone="UTC", currency="EUR")
        assert "<b>Care</b>" not in words(as_(house.aud).get(reverse("trail", args=["care"])))

    def test_filters_are_in_the_address(self, house, as_):
        teams.change_team(house.tia, house.care, name="Kind", time_zone="UTC", currency="EUR")
        address = reverse("trail", args=["care"])
        page = words(as_(house.aud).get(address, {"who": f"person:{house.tia.pk}", "when": "today"}))
        assert "changed the team" in page
        assert "Ben Baker" not in page
        assert "Nothing was recorded" in words(as_(house.aud).get(address, {"what": "workflows"}))
        assert "Nothing was recorded" in words(as_(house.aud).get(address, {"day": "2001-01-01"}))

    def test_nonsense_in_the_address_is_left_out(self, house, as_):
        query = {"after": "x.y", "when": "never", "day": "2020-99-99"}
        assert as_(house.aud).get(reverse("trail", args=["care"]), query).status_code == 200

    def test_it_is_paged_without_gaps(self, house, as_, monkeypatch):
        monkeypatch.setattr("governance.views.trail.PAGE", 3)
        seen, address = [], reverse("trail", args=["care"])
        while address:
            page = as_(house.aud).get(address).context
            seen += [str(line.record) for _day, lines in page["days"] for line in lines]
            address = reverse("trail", args=["care"]) + page["older"] if page["older"] else ""
        records = Record.objects.filter(team_id=house.care.pk).order_by("-at", "-id")
        assert seen == [str(record) for record in records]

    def test_the_mark_says_what_was_checked(self, house, as_):
        for query in ({}, {"all": "1"}):
            page = words(as_(house.aud).get(reverse("trail-proof", args=["care"]), query))
            assert "Verified up to" in page
            assert "records verified" in page

    def test_otto_reads_no_trail_and_dan_does_not_know_of_it(self, house, as_):
        assert as_(house.otto).get(reverse("trail", args=["care"])).status_code == 403
        assert as_(house.dan).get(reverse("trail", args=["care"])).status_code == 404

    def test_the_organisations_own_trail_is_for_its_people(self, house, as_):
        assert "founded the organisation" in words(as_(house.ada).get(reverse("organisation-trail")))
        assert as_(house.aud).get(reverse("organisation-trail")).status_code == 404

    def test_it_is_exported_as_json_lines_that_can_be_proven(self, house, as_):
        answer = as_(house.aud).post(reverse("trail-export", args=["care", "jsonl"]))
        lines = [json.loads(line) for line in content(answer).splitlines()]
        assert {line["stream"] for line in lines} == {f"team:{house.care.pk}"}
        assert lines[1]["previous"] == lines[0]["hash"]
        assert Record.objects.filter(kind="trail.exported").count() == 1

    def test_it_is_exported_as_csv(self, house, as_):
        answer = as_(house.aud).post(reverse("trail-export", args=["care", "csv"]))
        rows = list(csv.reader(io.StringIO(content(answer).decode())))
        assert rows[1][1:3] == ["Ada Abel", "Ada Abel made Ben Baker Builder in Care"]

    @pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1"])
    def test_a_spreadsheet_runs_nothing_from_it(self, cell):
        assert harmless(cell).startswith("'")

    def test_cleo_reads_and_does_not_export(self, house, as_):
        assert as_(house.cleo).post(reverse("trail-export", args=["care", "csv"])).status_code == 403


class TestWelcome:
    GIVEN = {"organisation": "Brook Bank", "currency": "EUR", "name": "Ada", "email": "ada@example.org"}

    @pytest.fixture(autouse=True)
    def code(self, settings):
        settings.STEWARD_WELCOME_CODE = "let-me-in"

    def test_the_first_person_becomes_administrator(self, client):
        given = self.GIVEN | {"password": "seven blue kettles"}
        assert client.post(reverse("welcome", args=["let-me-in"]), given).status_code == 302
        ada = User.objects.get()
        assert access.may(ada, "organisation.manage", Organisation.objects.get())
        assert client.get(reverse("organisation")).status_code == 200

    def test_an_easy_password_leaves_nothing_behind(self, client):
        answer = client.post(reverse("welcome", args=["let-me-in"]), self.GIVEN | {"password": "password"})
        assert answer.status_code == 422
        assert not Organisation.objects.exists()

    def test_without_the_code_there_is_no_such_page(self, client, settings):
        assert client.get(reverse("welcome", args=["guess"])).status_code == 404
        settings.STEWARD_WELCOME_CODE = ""
        assert client.get("/welcome/x/").status_code == 404

    def test_with_an_administrator_there_is_no_such_page(self, house, client):
        assert client.get(reverse("welcome", args=["let-me-in"])).status_code == 404
