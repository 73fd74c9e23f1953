"""The trail is added to, never changed, and it can be proven."""

import json
from hashlib import sha256

import pytest
import rfc8785
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from governance import trail
from governance.actors import HouseMachine
from governance.door import opened
from governance.models import Record
from governance.payloads import Payload, Vault
from governance.trail import Entry, triggers
from governance.wall import WallError

CARRIER = HouseMachine("carrier")


def write(*kinds: str, stream: str = "team:1", **more):
    return trail.append(stream, [Entry(kind, {"n": 1}) for kind in kinds], actor=CARRIER, team_id=1, **more)


def forge(sql: str, *params: object) -> None:
    """Change the trail as somebody with the database file would: without its triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE steward_trail DISABLE TRIGGER ALL")
        else:
            for name in triggers.SQLITE:
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql, params)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE steward_trail ENABLE TRIGGER ALL")
    triggers.install(connection)


@pytest.mark.django_db
class TestWriting:
    def test_records_are_chained_by_their_stored_bytes(self):
        head = write("a", "b", "c")
        records = list(Record.objects.filter(stream="team:1").order_by("number"))
        assert [record.number for record in records] == [1, 2, 3]
        previous = "00" * 32
        for record in records:
            said = json.loads(bytes(record.body))
            assert said["previous"] == previous
            previous = sha256(bytes(record.body)).hexdigest()
            assert bytes(record.hash).hex() == previous
        assert head == (3, bytes.fromhex(previous))

    def test_bodies_are_canonical_json(self):
        facts = {
            "z": 1.0,
            "a": 1e21,
            "ü": 'é\u2028"\\\n',
            "yes": True,
            "none": None,
            "list": [1, "x", {"b": 1, "a": 2}],
        }
        trail.append("team:1", [Entry("x", facts, cause="team:1#1")], actor=CARRIER, team_id=1)
        body = bytes(Record.objects.get().body)
        assert body == rfc8785.dumps(json.loads(body))

    def test_columns_are_what_the_model_has(self):
        own = {column.column for column in Record._meta.concrete_fields if not column.primary_key}
        assert set(trail.writing.COLUMNS) == own

    def test_a_known_head_costs_one_insert(self):
        head = write("a")
        with CaptureQueriesContext(connection) as asked:
            write("b", "c", "d", "e", head=head)
        assert [query["sql"].split()[0] for query in asked] == ["INSERT"]

    def test_two_writers_cannot_both_write_the_next_number(self):
        head = write("a")
        write("b", head=head)
        with pytest.raises(IntegrityError), transaction.atomic():
            write("c", head=head)

    def test_a_run_has_its_first_record_as_root(self):
        trail.append("run:4", [Entry("run.started"), Entry("step.started")], actor=CARRIER, team_id=1, run_id=4)
        assert set(Record.objects.values_list("root", flat=True)) == {"run:4#1"}


@pytest.mark.django_db
class TestRefusing:
    @pytest.mark.parametrize("change", ["UPDATE steward_trail SET kind = 'x'", "DELETE FROM steward_trail"])
    def test_the_database_refuses_change(self, change):
        write("a")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    def test_the_database_refuses_replacing(self):
        write("a")
        if connection.vendor != "sqlite":
            pytest.skip("REPLACE is SQLite's")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT OR REPLACE INTO steward_trail SELECT * FROM steward_trail")

    def test_the_database_refuses_truncating(self):
        if connection.vendor != "postgresql":
            pytest.skip("TRUNCATE is PostgreSQL's")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE steward_trail")

    def test_nobody_writes_past_append(self):
        write("a")
        record = Record.objects.get()
        with pytest.raises(WallError):
            record.save()
        with pytest.raises(WallError):
            Record.objects.all().delete()

    def test_the_triggers_stand(self):
        assert triggers.missing(connection) == []


@pytest.mark.django_db
class TestProving:
    def test_a_whole_trail_verifies(self):
        write("a", "b")
        write("c", stream="team:1")
        assert trail.verify().ok
        assert trail.verify(["team:1"]).checked == 3

    @pytest.mark.parametrize(
        ("forgery", "broken"),
        [
            ("UPDATE steward_trail SET kind = 'nicer' WHERE number = 2", "team:1#2"),
            ("UPDATE steward_trail SET actor = 'person:9' WHERE number = 1", "team:1#1"),
            ("UPDATE steward_trail SET at = '2020-01-01 00:00:00+00:00' WHERE number = 3", "team:1#3"),
            ("UPDATE steward_trail SET team_id = 9 WHERE number = 3", "team:1#3"),
            ("DELETE FROM steward_trail WHERE number = 2", "team:1#2"),
            ("DELETE FROM steward_trail WHERE number = 1", "team:1#1"),
        ],
    )
    def test_a_forgery_is_named(self, forgery, broken):
        write("a", "b", "c")
        forge(f"{forgery} AND stream = 'team:1'")
        found = trail.verify(["team:1"])
        assert not found.ok
        assert found.first_broken == broken
        assert broken in found.sentence

    def test_changed_bytes_are_named(self):
        write("a", "b")
        body = bytes(Record.objects.get(number=2).body).replace(b'"n":1', b'"n":2')
        forge("UPDATE steward_trail SET body = %s WHERE number = 2 AND stream = 'team:1'", body)
        assert trail.verify(["team:1"]).first_broken == "team:1#2"

    def test_a_cut_tail_is_noticed_by_who_remembers_the_head(self, monkeypatch):
        head = write("a", "b", "c")
        monkeypatch.setattr(trail.proof, "_claims", [lambda _streams: [("team:1", head.number, head.hash)]])
        assert trail.verify(["team:1"]).ok
        forge("DELETE FROM steward_trail WHERE number = 3 AND stream = 'team:1'")
        assert trail.verify(["team:1"]).first_broken == "team:1#3"

    def test_missing_protection_is_noticed(self):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE steward_trail DISABLE TRIGGER ALL")
            else:
                cursor.execute("DROP TRIGGER steward_trail_no_update")
        assert not trail.verify().ok


@pytest.mark.django_db
class TestPayloads:
    def seal(self, value):
        with opened(CARRIER, "run.start"):
            vault = Vault.create("run:4")
            entries = [Entry("run.started", payload=value)]
            trail.append("run:4", entries, actor=CARRIER, team_id=1, run_id=4, vault=vault)
        return Record.objects.get(stream="run:4")

    def test_what_was_sealed_can_be_opened_and_lies_nowhere_in_plain(self):
        record = self.seal({"message": "my secret card"})
        assert Vault.of("run:4").open(record.payload_id) == {"message": "my secret card"}
        assert b"secret" not in bytes(record.body) + bytes(Payload.objects.get().sealed)

    def test_the_same_text_has_another_digest_in_another_run(self):
        with opened(CARRIER, "run.start"):
            one, two = Vault.create("run:4"), Vault.create("run:5")
        assert one.seal({"a": 1}).digest != two.seal({"a": 1}).digest

    def test_a_changed_payload_is_named(self):
        self.seal({"message": "hello"})
        with opened(CARRIER, "test"):
            Payload.objects.update(sealed=b"0" * 40)
        assert trail.verify(["run:4"]).first_broken == "run:4#1"

    def test_a_missing_payload_is_named(self):
        self.seal({"message": "hello"})
        with opened(CARRIER, "test"):
            Payload.objects.all().delete()
        assert trail.verify(["run:4"]).first_broken == "run:4#1"

    def test_erasing_the_key_leaves_the_proof_standing(self):
        record = self.seal({"message": "hello"})
        with opened(CARRIER, "test"):
            row = Payload.objects.get().key
            row.wrapped = None
            row.save()
        assert trail.verify(["run:4"]).ok
        with pytest.raises(LookupError):
            Vault.of("run:4").open(record.payload_id)
