"""Warnings about knowledge that loads but could serve members better.

Each rule is one function from a snapshot to problems; `RULES` lists them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from rapidfuzz import fuzz, process

from bot.knowledge.phrasing import fold_question
from bot.knowledge.problems import Problem, Severity
from bot.knowledge.readability import grade, sentences
from bot.knowledge.snapshot import Place, Snapshot

MIN_QUESTIONS = 20
"""Phrasings an entry should have; the strongest lever on accuracy there is."""
MAX_ANSWER_SENTENCES = 3
MAX_SENTENCE_WORDS = 32
MAX_GRADE = 10.0
"""Flesch-Kincaid grade of an answer. Names such as 'certification' alone add about two."""
NEAR_DUPLICATE = 93.0
"""rapidfuzz token_sort_ratio (0 to 100) from which two questions count as the same."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAMED_BY_NUMBER = re.compile(r"\b(?:911|988|[A-Z]{2,}-\d+|\d+\(k\))(?!\w)")
"""What is called by a number, which therefore is no figure to be sourced."""
_SMALL_NUMBERS = frozenset(str(n) for n in range(11))
"""Counting words as digits ('3 steps'); not facts of their own."""

Rule = Callable[[Snapshot, date], Iterator[Problem]]


def lint(snapshot: Snapshot, today: date) -> list[Problem]:
    """All warnings, sorted by place."""
    return sorted(problem for rule in RULES for problem in rule(snapshot, today))


def _warn(place: Place, message: str, fix: str) -> Problem:
    return Problem(place.file, place.line, message, fix, Severity.WARNING)


def few_questions(snapshot: Snapshot, today: date) -> Iterator[Problem]:
    """Entries with fewer phrasings than members need to be understood."""
    for entry in snapshot.entries.values():
        if len(entry.questions) < MIN_QUESTIONS:
            message = f"'{entry.id}' has {len(entry.questions)} questions"
            fix = f"add other ways to ask it, up to {MIN_QUESTIONS}"
            yield _warn(snapshot.topics[entry.id].place, message, fix)


def long_answers(snapshot: Snapshot, today: date) -> Iterator[Problem]:
    """Answers that do not come to the point."""
    for topic in snapshot.topics.values():
        count = len(sentences(topic.answer))
        if count > MAX_ANSWER_SENTENCES:
            message = f"the answer of '{topic.id}' has {count} sentences"
            fix = f"keep {MAX_ANSWER_SENTENCES}, move the rest to `details`"
            yield _warn(topic.place, message, fix)


def hard_to_read(snapshot: Snapshot, today: date) -> Iterator[Problem]:
    """Answers beyond an easy read, and sentences that run on."""
    for topic in snapshot.topics.values():
        level = grade(topic.answer)
        if level > MAX_GRADE:
            message = f"the answer of '{topic.id}' reads at grade {level:.0f}"
            yield _warn(topic.place, message, "use shorter sentences and plainer words")
        for sentence in sentences(topic.answer) + sentences(topic.details):
            words = len(sentence.split())
            if words > MAX_SENTENCE_WORDS:
                message = f"a sentence of '{topic.id}' has {words} words: '{sentence[:60]}...'"
                yield _warn(topic.place, message, "split it")


def unsourced(snapshot: Snapshot, today: date) -> Iterator[Problem]:
    """Facts without a primary source, and numbers that no source states."""
    for topic in snapshot.topics.values():
        numbers = _numbers(f"{topic.answer}\n{topic.details}") - _SMALL_NUMBERS
        said = _numbers(" ".join(f"{s.says or ''} {s.title} {s.as_of}" for s in topic.sources))
        missing = sorted(numbers - said)
        if missing and topic.kind != "illustration":
            message = f"no source of '{topic.id}' says {', '.join(missing)}"
            fix = "add it to the `says` of the source that states it, or remove the number"
            yield _warn(topic.place, message, fix)
        if topic.kind == "fact" and not any(s.primary for s in topic.sources):
            message = f"'{topic.id}' has no primary source"
            fix = "cite the awarding body, the agency or the law, or make it advice"
            yield _warn(topic.place, message, fix)


def _numbers(text: str) -> set[str]:
    figures = _NAMED_BY_NUMBER.sub(" ", text)
    return {number.replace(",", "").rstrip(".") for number in _NUMBER.findall(figures)}


def overdue(snapshot: Snapshot, today: date) -> Iterator[Problem]:
    """Answers that a person should have checked again by now."""
    for topic in snapshot.topics.values():
        if topic.overdue(today):
            message = f"'{topic.id}' was to be reviewed by {topic.fact.review_by}"
            yield _warn(
                topic.place, message, "check the sources, then set `reviewed` and `review_by`"
            )


def orphans(snapshot: Snapshot, today: date) -> Iterator[Problem]:
    """Entries that no other topic and no pathway leads to."""
    linked = {other for topic in snapshot.topics.values() for other in topic.related}
    for pathway in snapshot.pathways.values():
        linked.update(topic for step in pathway.milestones for topic in step.topics)
    for entry in snapshot.entries.values():
        if entry.id not in linked and entry.kind != "boundary":
            message = f"nothing leads to '{entry.id}'"
            fix = "name it under `related` of a neighbouring entry"
            yield _warn(snapshot.topics[entry.id].place, message, fix)


def near_duplicates(snapshot: Snapshot, today: date) -> Iterator[Problem]:
    """Questions of different entries that are all but the same."""
    questions = [
        (fold_question(question), entry.id)
        for entry in snapshot.entries.values()
        for question in entry.questions
    ]
    buckets: Counter[str] = Counter()
    by_word: dict[str, list[int]] = {}
    for number, (text, _) in enumerate(questions):
        for word in set(text.split()):
            buckets[word] += 1
            by_word.setdefault(word, []).append(number)
    for number, (text, owner) in enumerate(questions):
        words = set(text.split())
        rarest = min(words, key=lambda word: (buckets[word], word), default="")
        rivals = [n for n in by_word.get(rarest, []) if n > number and questions[n][1] != owner]
        for match, _, at in process.extract(
            text,
            [questions[n][0] for n in rivals],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=NEAR_DUPLICATE,
            limit=None,
        ):
            other = questions[rivals[at]][1]
            message = f"'{text}' ({owner}) and '{match}' ({other}) are nearly the same question"
            yield _warn(snapshot.topics[owner].place, message, "keep it where it is answered best")


RULES: tuple[Rule, ...] = (
    few_questions,
    long_answers,
    hard_to_read,
    unsourced,
    overdue,
    orphans,
    near_duplicates,
)
