"""The command line as an operator meets it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import Exit
from tests.samples import entry, write_knowledge

ROOT = Path(__file__).resolve().parent.parent


class Shell:
    """Runs `run_bot.py` in a folder of its own, on the sample knowledge."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.knowledge = write_knowledge(folder / "knowledge")
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "FORCE_COLOR"},
            # Blank, not left out: a developer's own .env may hold a token.
            "DISCORD_TOKEN": "",
            "KNOWLEDGE_DIR": str(self.knowledge),
            "DATABASE": str(folder / "data" / "test.db"),
            "CACHE_DIR": str(cache),
        }

    def run(
        self, *arguments: str, typed: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "run_bot.py"), *arguments],
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=self.folder,
            env={**self.environment, **environment},
        )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared, so that the sample knowledge is trained on once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shell(tmp_path: Path, cache: Path) -> Shell:
    return Shell(tmp_path, cache)


def clean(result: subprocess.CompletedProcess[str]) -> str:
    """Everything printed, after checking that it is fit for a person."""
    text = result.stdout + result.stderr
    assert "Traceback" not in text, text
    assert "\x1b[" not in text
    return text


def test_without_a_token_it_chats_with_piped_input(shell: Shell) -> None:
    result = shell.run(typed="how much is the ccma test\nwhat about rma?\n/quit\n")
    text = clean(result)
    assert result.returncode == Exit.OK
    assert "DISCORD_TOKEN" in text
    assert "$165" in text
    assert "$150" in text


def test_ask_once(shell: Shell) -> None:
    result = shell.run("ask", "how much is the ccma test")
    assert "$165" in clean(result)
    assert [line for line in result.stdout.splitlines() if line != line.rstrip()] == []
    assert result.returncode == Exit.OK
    assert shell.run("ask").returncode == Exit.USAGE


def test_what_cannot_be_read_or_written_is_replaced(shell: Shell) -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), "chat"],
        input=b"\xff renew rma\n/certification \xc3\xa9\n",
        capture_output=True,
        timeout=120,
        check=False,
        cwd=shell.folder,
        env={**shell.environment, "PYTHONIOENCODING": "ascii"},
    )
    assert result.returncode == Exit.OK, result.stderr
    assert b"every 3 years" in result.stdout
    assert b"I know CCMA" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_service_manager_ends_it_in_order(shell: Shell) -> None:
    with subprocess.Popen(
        [sys.executable, str(ROOT / "run_bot.py"), "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=shell.folder,
        env=shell.environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"MA Guide in the terminal" in process.stdout.readline()
        assert list((shell.folder / "data").glob("*-wal"))
        process.terminate()
        assert process.wait(timeout=60) == Exit.OK
        assert b"Traceback" not in process.stderr.read()
    # Closed: the write-ahead log is gone.
    assert [path.name for path in (shell.folder / "data").iterdir()] == ["test.db"]


def test_ask_jsonl(shell: Shell) -> None:
    lines = '{"id": 1, "text": "renew rma"}\nnonsense\n{"id": 2, "text": "hello"}\n'
    result = shell.run("ask", "--jsonl", typed=lines)
    kinds = [json.loads(line)["kind"] for line in result.stdout.splitlines()]
    assert kinds == ["answer", "error", "small_talk"]


def test_check_lists_every_problem_with_place_and_mend(shell: Shell) -> None:
    assert "0 error(s)" in clean(shell.run("check"))
    broken = shell.knowledge / "duties" / "clinical.yaml"
    broken.write_text(broken.read_text().replace("reviewed: 2026-11-22", "reviewd: 2026-11-22"))
    result = shell.run("check")
    assert result.returncode == Exit.KNOWLEDGE
    assert "knowledge/duties/clinical.yaml:15: error: 'reviewd' is not a known key" in clean(result)
    assert "did you mean 'reviewed'?" in result.stdout


def test_broken_knowledge_refuses_to_start_in_one_sentence(shell: Shell) -> None:
    (shell.knowledge / "bad.yaml").write_text("entries: [")
    result = shell.run("ask", "anything")
    assert result.returncode == Exit.KNOWLEDGE
    assert "bad.yaml:" in clean(result)
    assert "then start again" in result.stderr


def test_an_unusable_database_is_named(shell: Shell) -> None:
    database = shell.folder / "garbage.db"
    database.write_bytes(b"this is not a database" * 100)
    result = shell.run("chat", typed="hello\n", DATABASE=str(database))
    assert result.returncode == Exit.STORAGE
    assert "garbage.db" in clean(result)


def test_a_wrong_setting_is_named(shell: Shell) -> None:
    result = shell.run("chat", HOME_SERVER_ID="my server")
    assert result.returncode == Exit.SETTINGS
    assert "HOME_SERVER_ID" in clean(result)


def test_evaluate_and_doctor(shell: Shell) -> None:
    questions = shell.folder / "q.yaml"
    questions.write_text("- {q: renew rma, expect: {all_of: [[every 3 years]]}}\n")
    assert "1 of 1 right" in clean(shell.run("evaluate", str(questions)))
    assert shell.run("evaluate", "missing.yaml").returncode == Exit.USAGE
    assert "fine  knowledge: 17 topics" in clean(shell.run("doctor"))


def test_the_doctor_names_everything_at_once_and_ends_with_the_first_code(shell: Shell) -> None:
    (shell.knowledge / "bad.yaml").write_text("entries: [")
    result = shell.run("doctor", HOME_SERVER_ID="mine", DISCORD_TOKEN="123")
    text = clean(result)
    assert result.returncode == Exit.SETTINGS
    for about in ("settings", "knowledge", "token"):
        assert f"WRONG {about}: " in text
    assert not (shell.folder / "data").exists()


def test_a_folder_that_is_not_there_is_named_as_it_was_typed(shell: Shell) -> None:
    result = shell.run("check", "elsewhere")
    assert result.returncode == Exit.KNOWLEDGE
    assert result.stdout.startswith("elsewhere:1: error: there is no such folder -> ")


def test_a_broken_file_does_not_hide_broken_links(shell: Shell) -> None:
    broken = shell.knowledge / "duties" / "clinical.yaml"
    broken.write_text(broken.read_text().replace("title:", "titel:", 1))
    extra = "entries:\n" + entry("duties.badge", "where do i wear my badge")
    extra += "    related: [duties.vitals, practical.nowhere]\n"
    (shell.knowledge / "duties" / "extra.yaml").write_text(extra)
    text = clean(shell.run("check"))
    assert "knowledge/duties/clinical.yaml:3: error: 'titel' is not a known key" in text
    assert "extra.yaml:2: error: there is no topic 'practical.nowhere'" in text
    assert "'duties.vitals'" not in text


def test_answering_once_loads_neither_discord_nor_a_database(shell: Shell) -> None:
    code = (
        "import runpy, sys; sys.argv = ['run_bot.py', 'ask', 'renew rma']\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(sorted({'discord', 'sqlalchemy', 'alembic', 'rich'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=ROOT,
        env=shell.environment,
    )
    assert "every 3 years" in result.stdout
    assert result.stdout.splitlines()[-1] == "[]"


def test_backup_and_restore(shell: Shell) -> None:
    shell.run(typed="/pathway choose first-credential\n")
    copy = shell.folder / "copy.db"
    assert shell.run("backup", str(copy)).returncode == Exit.OK
    shell.run(typed="/pathway leave\n")
    assert shell.run("restore", str(copy)).returncode == Exit.OK
    assert "Your next step" in clean(shell.run(typed="/pathway\n"))
    assert shell.run("restore", "missing.db").returncode == Exit.STORAGE
