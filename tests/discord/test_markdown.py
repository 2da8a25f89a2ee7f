"""Text as Discord will show it: the guide's formatting and nobody else's."""

from __future__ import annotations

import pytest

from bot.discord_app.markdown import literal, plain, source_lines
from bot.guide.wording import cut
from bot.knowledge.model import Source


@pytest.mark.parametrize(
    "text",
    [
        "**bold** and plain",
        "- one\n- two",
        "- **Exam fee:** $165",
        "`/ask` a question",
        "See https://example.org/a_b_c?x=[1]*2 for more.",
        "costs < $200 and > $100, that is 5 < 6",
        r"already \*escaped\* and \[so\] on",
        "1. first\n2. second",
        "it's ~$150 | or so",
    ],
)
def test_what_the_guide_writes_is_left_alone(text: str) -> None:
    assert literal(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# shout", r"\# shout"),
        ("-# small", r"\-# small"),
        ("- # item", r"- \# item"),
        ("> quote", r"\> quote"),
        ("* star list", r"\* star list"),
        ("a *b* c", r"a \*b\* c"),
        ("**open", r"\*\*open"),
        ("_under_", r"\_under\_"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        ("[click](https://evil.example)", r"\[click\](https://evil.example)"),
        ("```code", r"\`\`\`code"),
        ("<@123> <@&4> <#5> <t:1> </ask:6>", r"\<@123> \<@&4> \<#5> \<t:1> \</ask:6>"),
        ("@everyone @here", "@\u200beveryone @\u200bhere"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_everything_else_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert literal(text) == shown


def test_sources_are_small_print_with_a_link() -> None:
    source = Source(title="BLS (pay) [2025]", url="https://x.org/a_(b)", as_of="2025-08")
    assert source_lines((source,)) == (
        r"-# Source: [BLS (pay) \[2025\]](https://x.org/a_%28b%29), as of 2025-08"
    )
    assert source_lines(()) == ""
    assert source_lines((source, source)).startswith("-# Sources: [BLS")
    assert source_lines((source, source)).count("\n") == 0


def test_many_sources_take_as_few_lines_as_a_page_can_break_at() -> None:
    source = Source(title="T" * 120, url="https://x.org/" + "u" * 300, as_of="2025")
    lines = source_lines((source,) * 6).splitlines()
    assert 3 <= len(lines) <= 4
    assert all(line.startswith("-# ") and len(line) <= 1010 for line in lines)


def test_labels_are_one_plain_line() -> None:
    assert plain("**Exam**\n fee \\*", 80) == "Exam fee *"
    assert plain("", 80)
    assert plain("word " * 50, 20) == "word word word\u2026"
    assert len(plain("x" * 200, 80)) == 80


def test_cutting_never_leaves_a_lone_backslash() -> None:
    assert not cut("x" * 9 + r"\*" + "y" * 20, 11)[:-1].endswith("\\")
