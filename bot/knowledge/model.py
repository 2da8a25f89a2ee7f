"""The shapes of the curated knowledge, as people write them in YAML.

Every class here is one block of a YAML file. Unknown keys are refused, values are
immutable once read, and `knowledge/schema.json` is generated from these classes.

Two ideas carry the format:

* An **entry** is something a member can ask: its questions, its answer, its sources.
* A **subject** (a certification, a state, an occupation, a term) is something that many
  entries can be asked *of*. An entry with `by: {certification: cost}` owns the phrasings
  ("how much is the {certification} exam") once, and each certification owns its own
  answer under `aspects: {cost: ...}`. The entry's own answer serves when nobody is named.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.knowledge.limits import (
    MAX_ANSWER,
    MAX_DETAILS,
    MAX_QUESTION,
    MAX_SENTENCE,
    MAX_TITLE,
)

Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", min_length=2, max_length=60)
]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=MAX_TITLE)]
Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=MAX_SENTENCE)
]
Phrasing = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=MAX_QUESTION)
]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
AsOf = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=400)]

SubjectKind = Literal["certification", "state", "occupation", "term"]
Confidence = Literal["high", "medium", "low"]


class Block(BaseModel):
    """Base of every YAML block: no unknown keys, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Block):
    """Where a fact was read."""

    title: Title = Field(description="Who says it and where, for example 'BLS, Medical Assistants'")
    url: Url = Field(description="The page itself, as exact as possible")
    as_of: AsOf = Field(description="Date of the source or survey: 2026, 2026-09 or 2026-09-30")
    says: Sentence | None = Field(
        default=None,
        description="What the source states, in your own words, with every number you use from it",
    )
    confidence: Confidence = Field(
        default="medium",
        description="high: read on the official page; medium: a good secondary source; "
        "low: not confirmed",
    )
    primary: bool = Field(
        default=False, description="true for the awarding body, an agency or a law itself"
    )


class Fact(Block):
    """What every answer carries, whether it belongs to an entry or to one aspect of a subject."""

    answer: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=10, max_length=MAX_ANSWER)
    ] = Field(description="The answer itself, first: at most three plain sentences")
    details: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_DETAILS)] = (
        Field(default="", description="What varies, how to check, examples; short lines or a list")
    )
    sources: tuple[Source, ...] = Field(
        default=(), description="Where it was read; every fact needs one"
    )
    reviewed: date = Field(description="The day a person last checked this answer")
    volatile: bool = Field(
        default=False, description="true for fees, pay, laws, exam details: things that change"
    )
    review_by: date | None = Field(
        default=None, description="When to check again; needed when volatile"
    )
    related: tuple[Id, ...] = Field(default=(), description="Ids of topics to offer next")
    pathways: dict[Id, Sentence] = Field(
        default_factory=dict,
        description="Pathway id -> one sentence: what this answer means for somebody on it",
    )
    covers: tuple[Annotated[str, StringConstraints(pattern=r"^C\d{3}$")], ...] = Field(
        default=(), description="Numbers in tests/knowledge/coverage.yaml that this answers"
    )


class FalseClaim(Block):
    """A widespread wrong belief that this entry puts right."""

    claims: tuple[Phrasing, ...] = Field(
        min_length=1, description="The wrong belief, as people state it"
    )
    correction: Sentence = Field(description="What is true, in one kind sentence")


class Entry(Fact):
    """Something a member can ask."""

    id: Id = Field(description="Its name for links; never change it once it is in use")
    title: Title = Field(description="The heading of the answer, short")
    kind: Literal["fact", "advice", "illustration", "boundary"] = Field(
        default="fact",
        description="fact; advice (opinion); illustration (an example, not evidence); "
        "boundary (something the guide deliberately does not answer)",
    )
    questions: tuple[Phrasing, ...] = Field(
        min_length=1,
        description="The question as people ask it, at least twenty ways; may hold "
        "{certification}, {state}, {occupation} or {term} where any of them fits",
    )
    by: dict[SubjectKind, Id] = Field(
        default_factory=dict,
        description="Subject kind -> aspect: answered by that subject's aspect when one is named",
    )
    compares: bool = Field(
        default=False, description="true: the question asks to compare the certifications named"
    )
    corrects: FalseClaim | None = Field(
        default=None, description="A widespread wrong belief that this entry puts right"
    )


class AspectValue(Fact):
    """One aspect of one subject, for example what the CCMA exam costs."""

    short: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)
    ] = Field(description="The bare value for comparisons: '$165 to $169', 'every 2 years, 10 CE'")
    kind: Literal["fact", "advice"] = Field(default="fact", description="advice is opinion")


class Aspect(Block):
    """An aspect that subjects of one kind share; the order of the file is the order shown."""

    id: Id = Field(description="The key under `aspects` of each subject: cost, licence, versus")
    of: SubjectKind = Field(description="The kind of subject that has it")
    label: Title = Field(description="The name of the aspect alone: 'Exam fee'")
    title: Title = Field(description="The title of an answer, with {name}: '{name}: exam fee'")


class Subject(Block):
    """Something that questions are asked of."""

    id: Id = Field(description="Its name for links: ccma, washington, phlebotomist")
    name: Title = Field(description="How the guide writes it: 'CMA (AAMA)', 'Washington'")
    names: tuple[Phrasing, ...] = Field(
        default=(), description="Everything people call it, abbreviations and misspellings included"
    )
    aspects: dict[Id, AspectValue] = Field(
        default_factory=dict, description="Aspect id -> what is true of this subject"
    )


class Certification(Subject):
    """A credential with its structured aspects."""

    full_name: Title = Field(description="The name written out")
    body: Title = Field(description="The awarding body, written out, with its abbreviation")
    url: Url = Field(description="The body's official page on it")
    group: Literal["clinical", "administrative", "add-on"] = Field(
        default="clinical", description="add-on: something an MA may take besides"
    )
    ambiguity: Sentence | None = Field(
        default=None,
        description="One sentence when a name of it also means something else",
    )


class State(Subject):
    """A US state (or the District of Columbia)."""


class Occupation(Subject):
    """A neighbouring job that members compare with or move to."""


class Term(Fact):
    """A word of the field and its meaning."""

    id: Id = Field(description="Its name for links, which put 'term.' before it")
    term: Title = Field(description="The word as the guide writes it")
    names: tuple[Phrasing, ...] = Field(
        default=(), description="Everything else people call it, misspellings included"
    )


class Milestone(Block):
    """One step of a pathway."""

    id: Id = Field(description="Its name within the pathway; kept with members' progress")
    title: Title = Field(description="The step in a few words")
    first: Sentence = Field(description="What to do first")
    takes: Sentence = Field(description="How long it takes")
    costs: Sentence = Field(description="What it costs")
    details: Sentence | None = Field(default=None, description="One more sentence, if needed")
    topics: tuple[Id, ...] = Field(min_length=1, description="Ids of the topics that explain it")


class Pathway(Block):
    """An ordered way from where a member stands to a goal."""

    id: Id = Field(description="Its name for links; kept with members' progress")
    title: Title = Field(description="From where to where, in a few words")
    summary: Sentence = Field(description="The whole way in one sentence")
    fits: Sentence = Field(description="Who it is for")
    questions: tuple[Phrasing, ...] = Field(
        min_length=1, description="How somebody says that this is what they want"
    )
    milestones: tuple[Milestone, ...] = Field(min_length=2, description="The steps, in order")
    sources: tuple[Source, ...] = Field(default=(), description="Where its facts were read")
    reviewed: date = Field(description="The day a person last checked this pathway")


class Words(Block):
    """How the words of the field relate; nothing here is ever shown."""

    synonyms: dict[Word, tuple[Word, ...]] = Field(
        default_factory=dict, description="word -> words and short phrases that mean the same"
    )
    abbreviations: dict[Word, Word] = Field(
        default_factory=dict, description="short form -> what it stands for"
    )
    spellings: dict[Word, tuple[Word, ...]] = Field(
        default_factory=dict, description="right spelling -> frequent wrong ones"
    )
    filler: tuple[Word, ...] = Field(
        default=(), description="words that carry no meaning in a question"
    )


TriageKind = Literal[
    "crisis",
    "emergency",
    "patient_data",
    "medical_advice",
    "small_talk",
    "injection",
    "other_topic",
    "about_the_job",
]


class Triage(Block):
    """Messages of one kind that need something else than an answer; nothing here is shown."""

    kind: TriageKind = Field(
        description="What such a message needs; about_the_job: it only sounds like the others"
    )
    about: Id = Field(description="What these examples have in common: breathing, hello, drugs")
    examples: tuple[Phrasing, ...] = Field(
        min_length=1, description="Messages as people write them; every name in them is invented"
    )


class Said(Block):
    """One message of a conversation, and what answers it there; nothing here is shown."""

    said: Phrasing = Field(description="What a member types")
    to: tuple[Id, ...] = Field(
        min_length=1, description="The entries that answer it, best first: cert.renewal"
    )
    about: tuple[Word, ...] = Field(
        default=(), description="Names of what it is about, also when only understood from before"
    )


class Document(Block):
    """One YAML file: any of these blocks."""

    entries: tuple[Entry, ...] = Field(default=(), description="What members can ask")
    certifications: tuple[Certification, ...] = Field(default=(), description="Credentials")
    aspects: tuple[Aspect, ...] = Field(
        default=(), description="What each subject of a kind can be asked about"
    )
    states: tuple[State, ...] = Field(default=(), description="US states and DC")
    occupations: tuple[Occupation, ...] = Field(default=(), description="Neighbouring jobs")
    terms: tuple[Term, ...] = Field(default=(), description="The glossary")
    pathways: tuple[Pathway, ...] = Field(default=(), description="Ways to a goal, step by step")
    triage: tuple[Triage, ...] = Field(
        default=(), description="Messages that need something else than an answer"
    )
    conversations: tuple[tuple[Said, ...], ...] = Field(
        default=(), description="What members say one after the other, and what answers it"
    )
    words: Words | None = Field(
        default=None, description="How words relate; only one file may hold this"
    )


def area(identifier: str) -> str:
    """What an entry belongs to, by its id: cert, duties, pay."""
    return identifier.split(".")[0]
