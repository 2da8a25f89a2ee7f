"""What a curator is told about a file that does not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.limits import MAX_FILE_BYTES
from bot.knowledge.reader import ReadFile, SourceFile, read_file

ENTRY = """\
entries:
  - id: duties.vitals
    title: Taking vital signs
    questions:
      - what vital signs do MAs take
    answer: Blood pressure, pulse, temperature and breathing rate.
    sources:
      - title: BLS, Medical Assistants
        url: https://www.bls.gov/ooh
        as_of: 2025-08
    reviewed: 2026-11-22
"""


def read(text: str) -> ReadFile:
    return read_file(SourceFile("duties/clinical.yaml", text))


def only_problem(text: str) -> str:
    problems = read(text).problems
    assert len(problems) == 1, problems
    return str(problems[0])


def test_a_good_file_is_read() -> None:
    result = read(ENTRY)
    assert not result.problems
    assert result.document is not None
    assert result.document.entries[0].sources[0].as_of == "2025-08"
    assert result.located.lines[("entries", 0)] == (2, 12)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("    answer:", "    anwser:", 6, "did you mean 'answer'?"),
        ("    reviewed: 2026-11-22", "    reviewed: 2026-13-22", 11, "YYYY-MM-DD"),
        ("        as_of: 2025-08", "        as_of: last year", 10, "2026-09"),
        ("        url: https://www.bls.gov/ooh", "        url: bls.gov", 9, "https://"),
        ("    title: Taking vital signs", "    title:", 3, "fill it in"),
        ("id: duties.vitals", "id: Duties Vitals", 2, "small letters"),
        ("reviewed: 2026-11-22", "reviewed: 2026-11-22\n    volatile: maybe", 12, "true or false"),
        (":\n      - what vital signs do MAs take", ": vitals", 4, "list"),
        ("reviewed: 2026-11-22", "reviewed: 2026-11-22\n    kind: rumour", 12, "'advice'"),
        ("    title: Taking vital signs", "    title: " + "x" * 200, 3, "200 characters"),
    ],
)  # fmt: skip
def test_each_mistake_is_explained_where_it_stands(
    old: str, new: str, line: int, says: str
) -> None:
    problems = [str(p) for p in read(ENTRY.replace(old, new)).problems]
    expected = f"duties/clinical.yaml:{line}: error:"
    assert any(p.startswith(expected) and says in p for p in problems), problems


def test_all_mistakes_are_reported_together() -> None:
    text = ENTRY.replace("title: Taking", "titel: Taking").replace("2026-11-22", "soon")
    messages = " ".join(str(p) for p in read(text).problems)
    assert "did you mean 'title'?" in messages
    assert "'title' is missing" in messages
    assert "not a date" in messages


def test_a_key_that_stands_twice_hides_nothing_else() -> None:
    text = ENTRY.replace("    answer:", "    title: Again\n    answer:").replace(
        "2026-11-22", "soon"
    )
    first, second = map(str, read(text).problems)
    assert ":6: error: 'title' stands here twice" in first
    assert "not a date" in second


def test_an_alias_is_told_once() -> None:
    assert "alias" in only_problem(ENTRY.replace("title: Taking vital signs", "title: *x"))


def test_the_ids_of_a_file_that_does_not_fit_are_known() -> None:
    assert read(ENTRY).unread_ids == frozenset()
    assert read(ENTRY.replace("title", "titel")).unread_ids == {"duties.vitals"}
    assert read(ENTRY + "  - id: 'duties.other'\n   x: [").unread_ids == {
        "duties.vitals",
        "duties.other",
    }


def test_unknown_keys_deep_inside_name_the_nearest_right_one() -> None:
    text = ENTRY.replace("        as_of: 2025-08", "        as_of: 2025-08\n        sayz: so")
    assert "did you mean 'says'?" in only_problem(text)


def test_keys_inside_a_subjects_aspect_are_known() -> None:
    text = """\
certifications:
  - id: ccma
    name: CCMA
    full_name: Certified Clinical Medical Assistant
    body: National Healthcareer Association (NHA)
    url: https://www.nhanow.com
    aspects:
      cost:
        short: $165
        answr: It costs $165.
        reviewed: 2026-11-22
"""
    messages = " ".join(str(p) for p in read(text).problems)
    assert "did you mean 'answer'?" in messages
    assert ":10:" in messages


def test_yes_no_and_numbers_stay_what_was_typed() -> None:
    document = read(ENTRY.replace("what vital signs do MAs take", "no")).document
    assert document is not None
    assert document.entries[0].questions == ("no",)


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_nothing_typed_is_nothing(typed: str) -> None:
    text = ENTRY + f"    review_by: {typed}\n"
    document = read(text).document
    assert document is not None
    assert document.entries[0].review_by is None
    assert "is empty" in only_problem(ENTRY.replace("Taking vital signs", typed))
    assert not read(ENTRY.replace("Taking vital signs", "'null'")).problems


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("entries: [", "not valid YAML"),
        ("entries: &a\n  - *a\n", "alias"),
        ("a: &x 1\nb: *x\n", "alias"),
        ("a: *nothing\n", "alias"),
        ("entries: !!python/tuple [1]\n", "a tag (!name) is used"),
        ("entries: []\n---\nentries: []\n", "a second document starts here"),
        ("[" * 100_000, "nested too deeply"),
        ("entries: []\nentries: []\n", "stands here twice"),
        ("- just a list\n", "not a mapping"),
        ("a:\n" + "".join("  " * n + "a:\n" for n in range(1, 40)), "nested too deeply"),
        ("? [a, b]\n: c\n", "not a plain word"),
        ("#" * (MAX_FILE_BYTES + 1), "larger than"),
        ("entries: \x00", "not valid YAML"),
    ],
)
def test_broken_yaml_is_a_problem_not_an_exception(text: str, says: str) -> None:
    result = read(text)
    assert result.document is None
    assert any(says in str(problem) for problem in result.problems), result.problems


def test_an_empty_file_is_an_empty_document() -> None:
    result = read("# nothing yet\n")
    assert not result.problems
    assert result.document is not None
    assert result.document.entries == ()


@given(st.text(max_size=400))
def test_reading_never_raises(text: str) -> None:
    result = read(text)
    assert result.document is not None or result.problems


yaml_like = st.recursive(
    st.one_of(st.text(max_size=8), st.sampled_from(["entries", "id", "title", "2026-01-01", "~"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["entries", "id", "words", "questions", "sources", "aspects", "x"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["entries", "certifications", "words", "x"]), yaml_like))
def test_reading_structured_nonsense_never_raises(value: object) -> None:
    import yaml

    result = read(yaml.safe_dump(value))
    assert result.document is not None or result.problems
