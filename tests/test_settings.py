from __future__ import annotations

from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import HOME, Settings, SettingsError, env_example, load_settings, read_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def env(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def refusal(env_file: Path | None) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file)
    return str(caught.value)


def test_defaults() -> None:
    settings = load_settings(None)
    assert settings.discord_token is None
    assert settings.home_server_id is None
    assert settings.knowledge_dir == HOME / "knowledge"
    assert settings.database == HOME / "data" / "ma-guide.db"
    assert settings.cache_dir == HOME / ".cache"
    assert settings.log_level == "INFO"
    assert settings.message_content is False


def test_a_missing_file_is_no_problem(env: Path) -> None:
    assert load_settings(env) == load_settings(None)


def test_values_come_from_the_file(env: Path) -> None:
    env.write_text(
        "# mine\nDISCORD_TOKEN = 'abc.def'\nexport HOME_SERVER_ID=81384788765712384\n"
        "log_level=debug\nMESSAGE_CONTENT=yes\n"
    )
    settings = load_settings(env)
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "abc.def"
    assert settings.home_server_id == 81384788765712384
    assert settings.log_level == "DEBUG"
    assert settings.message_content is True


def test_the_environment_goes_before_the_file(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env.write_text("LOG_LEVEL=DEBUG\n")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    assert load_settings(env).log_level == "ERROR"


def test_other_environment_variables_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKN", "x")
    assert load_settings(None).discord_token is None


@pytest.mark.parametrize("blank", ["", "   "])
def test_blank_means_default(env: Path, monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    env.write_text(f"HOME_SERVER_ID={blank}\nLOG_LEVEL={blank}\n")
    monkeypatch.setenv("DISCORD_TOKEN", blank)
    assert load_settings(env) == load_settings(None)


def test_spaces_around_a_value_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " abc\n")
    token = load_settings(None).discord_token
    assert token is not None
    assert token.get_secret_value() == "abc"


def test_relative_paths_start_at_the_bot(
    env: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    env.write_text(f"DATABASE=other/x.db\nCACHE_DIR={tmp_path.as_posix()}\nKNOWLEDGE_DIR=~/mine\n")
    settings = load_settings(env)
    assert settings.database == HOME / "other" / "x.db"
    assert settings.cache_dir == tmp_path
    assert settings.knowledge_dir == Path("~/mine").expanduser()


def test_memory_is_not_a_relative_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE", ":memory:")
    assert load_settings(None).database == Path(":memory:")


def test_a_byte_order_mark_is_ignored(env: Path) -> None:
    env.write_text("LOG_LEVEL=ERROR\n", encoding="utf-8-sig")
    assert load_settings(env).log_level == "ERROR"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("DISCORD_TOKN", "DISCORD_TOKEN"),
        ("TOKEN", "DISCORD_TOKEN"),
        ("home_server", "HOME_SERVER_ID"),
        ("DATABASE_PATH", "DATABASE"),
        ("LOGLEVEL", "LOG_LEVEL"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(env: Path, wrong: str, right: str) -> None:
    env.write_text(f"LOG_LEVEL=INFO\n\n# next\n{wrong}=secret\n")
    assert refusal(env) == (f"{env}, line 4: there is no setting {wrong}. Did you mean {right}?")


def test_a_key_near_none_is_refused_with_all(env: Path) -> None:
    env.write_text("XYZ=1")
    assert "there is no setting XYZ. The settings are DISCORD_TOKEN, HOME_SERVER_ID" in refusal(env)


@pytest.mark.parametrize("line", ["LOG_LEVEL", "my.secret.token", "LOG_LEVEL='INFO", "="])
def test_a_line_that_sets_nothing_is_refused_without_being_shown(env: Path, line: str) -> None:
    env.write_text(f"\n{line}\n")
    assert refusal(env) == f"{env}, line 2: this is not NAME=value."


def test_every_problem_is_named_at_once(env: Path) -> None:
    env.write_text("HOME_SERVER_ID=mine\nLOG_LEVEL=LOUD\n")
    assert refusal(env).splitlines() == [
        f"HOME_SERVER_ID in {env} must be the ID of a Discord server: digits only, for example "
        "81384788765712384, but it is 'mine'.",
        f"LOG_LEVEL in {env} must be one of DEBUG, INFO, WARNING and ERROR, but it is 'LOUD'.",
    ]


@pytest.mark.parametrize("value", ["0", "-1", "1.5", str(2**63), "none"])
def test_an_impossible_server_id_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HOME_SERVER_ID", value)
    assert refusal(None).startswith("HOME_SERVER_ID in the environment must be ")


def test_an_unclear_switch_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESSAGE_CONTENT", "maybe")
    assert refusal(None) == (
        "MESSAGE_CONTENT in the environment must be true or false, but it is 'maybe'."
    )


def test_a_file_in_another_encoding_is_refused(env: Path) -> None:
    env.write_text("LOG_LEVEL=INFO\n", encoding="utf-16")
    assert refusal(env) == f"{env} is not saved as UTF-8. Save it again with the encoding UTF-8."


def test_a_folder_in_place_of_the_file_is_refused(env: Path) -> None:
    env.mkdir()
    assert refusal(env).startswith(f"{env} cannot be read: ")


def test_secrets_do_not_show(env: Path) -> None:
    env.write_text("DISCORD_TOKEN=abc.def\n")
    settings = load_settings(env)
    assert "abc.def" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_a_refusal_brings_no_value_of_another_setting(env: Path) -> None:
    env.write_text("DISCORD_TOKEN=abc.def\nLOG_LEVEL=LOUD\n")
    with pytest.raises(SettingsError) as caught:
        load_settings(env)
    assert "abc.def" not in str(caught.value)
    assert caught.value.__context__ is None


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings(None).log_level = "DEBUG"  # type: ignore[misc]


def test_the_example_is_written_from_the_class() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == env_example(), (
        "run: python -m bot.settings > .env.example"
    )


def test_the_example_names_every_setting_and_parses_to_the_defaults() -> None:
    assert list(dotenv_values(EXAMPLE)) == [name.upper() for name in Settings.model_fields]
    assert load_settings(EXAMPLE) == load_settings(None)


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_wrong_keys_and_wrong_values_are_named_together(env: Path) -> None:
    env.write_text("DISCORD_TOKN=x\nLOG_LEVEL=loud\n")
    unknown, value = refusal(env).splitlines()
    assert "there is no setting DISCORD_TOKN" in unknown
    assert value.endswith("but it is 'loud'.")


def test_what_is_wrong_has_its_default_and_the_rest_is_read(env: Path) -> None:
    env.write_text("HOME_SERVER_ID=mine\nMESSAGE_CONTENT=true\n")
    settings, problems = read_settings(env)
    assert len(problems) == 1
    assert settings.home_server_id is None
    assert settings.message_content is True
