"""Starting the sandbox where it does not answer, and stopping only what was started."""

import socket
import subprocess
import sys
import time

import pytest

from sandbox import control


def test_one_that_answers_is_left_alone(bank):
    assert control.ensure_running(bank.port, bank.database, token=bank.token) is None


def test_what_was_started_is_stopped(tmp_path, port):
    started = control.ensure_running(port, tmp_path / "new" / "sandbox.sqlite3")
    assert started is not None
    assert control.ask(port, "GET", "/health")[1]["database"] == str(tmp_path / "new" / "sandbox.sqlite3")
    control.stop(started)
    assert started.process.returncode == 0
    with pytest.raises(OSError):
        control.ask(port, "GET", "/health")
    control.stop(started)
    control.stop(None)


def test_another_token_is_a_clear_sentence(bank):
    with pytest.raises(control.SandboxError, match="another access token"):
        control.ensure_running(bank.port, bank.database, token="other")


def test_a_port_taken_by_another_program_is_a_clear_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "sandbox", "--port", str(port), "--database", str(tmp_path / "s.sqlite3")]
        ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)
    assert ended.returncode == 1
    assert f"cannot start on port {port}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_it_ends_with_the_process_that_started_it(tmp_path, port):
    script = (
        "import os, pathlib; from sandbox import control; "
        f"control.ensure_running({port}, pathlib.Path({str(tmp_path / 's.sqlite3')!r})); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script], check=False, cwd=control.HOUSE, timeout=20)
    for _ in range(100):
        try:
            control.ask(port, "GET", "/health")
        except OSError:
            return
        time.sleep(0.05)
    pytest.fail("The sandbox goes on without anyone to stop it.")
