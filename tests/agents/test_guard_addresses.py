"""Which addresses the guard lets out."""

import httpx2
import pytest

from agents import guard
from agents.guard.addresses import check
from agents.guard.network import GuardedBackend

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:53aa:64c::1",
    "2001:db8::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address):
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_on_the_internet_is_public(address):
    assert guard.is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(guard.Refused, match=r"crm\.example:443 is not on the public internet"):
        check("crm.example", 443, ["1.1.1.1", "10.0.0.1"], frozenset())


def test_a_name_without_addresses_is_refused():
    with pytest.raises(guard.Refused):
        check("crm.example", 443, [], frozenset())


@pytest.mark.parametrize("entry", ["crm.local", "CRM.local.", "crm.local:8080", " crm.local "])
def test_an_allowed_host_may_be_private(entry):
    assert check("crm.local", 8080, ["10.0.0.1"], guard.parse_allowed([entry])) == ["10.0.0.1"]


@pytest.mark.parametrize("entry", ["crm.local:9090", "local", "other.crm.local", "*", ""])
def test_another_host_or_port_is_not_allowed_along_with_it(entry):
    with pytest.raises(guard.Refused):
        check("crm.local", 8080, ["10.0.0.1"], guard.parse_allowed([entry]))


def test_an_ipv6_address_can_be_allowed_with_its_port():
    assert check("::1", 8080, ["::1"], guard.parse_allowed(["[::1]:8080"])) == ["::1"]


def test_a_name_that_answers_differently_the_second_time_does_not_get_through():
    answers = iter([["1.1.1.1"], ["127.0.0.1"]])
    asked: list[str] = []
    backend = GuardedBackend(frozenset(), lookup=lambda host, port: next(answers))

    class Recorder:
        def connect_tcp(self, address, *args):
            asked.append(address)
            raise httpx2.ConnectError("no network in tests")

    backend.inner = Recorder()
    with pytest.raises(httpx2.ConnectError):
        backend.connect_tcp("rebinding.example", 80)
    assert asked == ["1.1.1.1"]


def test_a_call_to_a_private_address_is_refused_before_anything_is_sent(loopback):
    with pytest.raises(guard.Refused):
        guard.sync_client(frozenset()).get(loopback.url + "/anything")
    assert loopback.requests == []


def test_no_proxy_of_the_environment_is_used(loopback, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    loopback.answers("/hello", {"ok": True})
    guard.sync_client.cache_clear()
    assert guard.sync_client(frozenset({loopback.host})).get(loopback.url + "/hello").json() == {"ok": True}


def test_cookies_of_one_system_are_not_kept_for_the_next_call(loopback):
    loopback.answers("/hello", {"ok": True}, headers={"Set-Cookie": "session=1; Path=/"})
    client = guard.sync_client(frozenset({loopback.host}))
    client.get(loopback.url + "/hello")
    client.get(loopback.url + "/hello")
    assert "cookie" not in loopback.requests[-1].headers


def test_an_answer_above_the_size_limit_ends_the_call(loopback):
    loopback.answers("/big", b"x" * (2 * 1024 * 1024 + 1))
    with pytest.raises(guard.TooLarge, match="2 MB"):
        guard.sync_client(frozenset({loopback.host})).get(loopback.url + "/big")


def test_a_packed_answer_is_not_opened(loopback):
    loopback.answers("/packed", b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    with pytest.raises(guard.TooLarge):
        guard.sync_client(frozenset({loopback.host})).get(loopback.url + "/packed")


def test_an_answer_that_drips_ends_with_the_total_time(loopback):
    loopback.drips("/slow", every=0.1)
    with pytest.raises(httpx2.ReadTimeout), guard.within(0.3):
        guard.sync_client(frozenset({loopback.host})).get(loopback.url + "/slow", timeout=5)
