from __future__ import annotations

from datetime import date

import pytest

from bot.knowledge.model import (
    Aspect,
    AspectValue,
    Certification,
    Entry,
    FalseClaim,
    Occupation,
    State,
    Term,
    Words,
)
from bot.knowledge.snapshot import Place, Snapshot, Topic
from bot.matching.index import Index

TODAY = date(2026, 11, 1)


def entry(id_: str, title: str, answer: str, *questions: str, **more: object) -> Entry:
    fields: dict[str, object] = {
        "id": id_,
        "title": title,
        "answer": answer,
        "questions": questions,
        "reviewed": TODAY,
        **more,
    }
    return Entry.model_validate(fields)


ENTRIES = (
    entry(
        "cert.cost",
        "What a certification exam costs",
        "Exam fees run from about one to three hundred dollars.",
        "how much is the {certification} exam",
        "what does the {certification} cost",
        "{certification} exam fee",
        "price of the {certification} test",
        "how much money do i need for certification",
        "is the {certification} expensive",
        by={"certification": "cost"},
    ),
    entry(
        "cert.renewal",
        "Renewing a certification",
        "Most credentials are renewed every two to five years with continuing education.",
        "how often do i renew the {certification}",
        "{certification} renewal",
        "when does my {certification} expire",
        "what do i need to recertify",
        "how do i keep my certification active",
        "continuing education for {certification} renewal",
        by={"certification": "renewal"},
    ),
    entry(
        "cert.compare",
        "Comparing certifications",
        "Both are accepted by most employers.",
        "{certification} or {certification}",
        "difference between {certification} and {certification}",
        "which is better {certification} or {certification}",
        "{certification} vs {certification}",
        compares=True,
    ),
    entry(
        "scope.injections",
        "Giving injections",
        "In many states a medical assistant may give injections under supervision.",
        "can a medical assistant give shots",
        "are MAs allowed to do injections in {state}",
        "can i give vaccines in {state}",
        "who may give an injection",
        "do MAs inject patients",
        by={"state": "injections"},
    ),
    entry(
        "pay.overview",
        "What medical assistants earn",
        "The median wage is about twenty dollars an hour.",
        "how much do medical assistants make",
        "medical assistant salary",
        "what is the pay for an MA",
        "hourly wage of a medical assistant",
        "do MAs earn more than a {occupation}",
    ),
    entry(
        "education.length",
        "How long training takes",
        "Certificate programs take nine to twelve months, a degree two years.",
        "how long is medical assistant school",
        "how many months does the program take",
        "length of MA training",
        "how long until i finish school",
        "duration of a medical assisting program",
        corrects=FalseClaim(
            claims=("you need four years of college to be a medical assistant",),
            correction="A certificate takes about a year.",
        ).model_dump(),
    ),
    entry(
        "term.meaning",
        "What a word means",
        "A word of the field.",
        "what does {term} mean",
        "what is {term}",
        "meaning of {term}",
        "define {term}",
        by={"term": "meaning"},
    ),
    entry(
        "boundary.advice",
        "Medical advice",
        "The guide cannot judge symptoms.",
        "what should i take for a headache",
        "is this rash dangerous",
        "can you diagnose me",
        "my chest hurts what should i do",
        kind="boundary",
    ),
)


def value(answer: str, short: str) -> AspectValue:
    return AspectValue(answer=answer, short=short, reviewed=TODAY)


def make_snapshot(entries: tuple[Entry, ...] = ENTRIES, version: str = "v1") -> Snapshot:
    certifications = tuple(
        Certification(
            id=id_,
            name=name,
            full_name=full,
            body="A body",
            url="https://example.org",
            names=names,
            aspects={"cost": value(f"The {name} exam costs a fee.", "$165")},
        )
        for id_, name, full, names in (
            ("ccma", "CCMA (NHA)", "Certified Clinical Medical Assistant", ("ccma", "nha ccma")),
            ("cma", "CMA (AAMA)", "Certified Medical Assistant", ("cma", "aama cma")),
            ("rma", "RMA (AMT)", "Registered Medical Assistant", ("rma", "amt")),
        )
    )
    states = tuple(
        State(id=name.lower().replace(" ", "-"), name=name, names=(code,))
        for name, code in (
            ("Texas", "TX"),
            ("Massachusetts", "MA"),
            ("Indiana", "IN"),
            ("New York", "NY"),
            ("West Virginia", "WV"),
            ("Virginia", "VA"),
        )
    )
    occupations = (Occupation(id="phlebotomist", name="phlebotomist", names=("phleb",)),)
    terms = (
        Term(
            id="scope-of-practice",
            term="scope of practice",
            answer="What the law lets you do.",
            reviewed=TODAY,
        ),
    )
    topics = {
        f"{c.id}.cost": Topic(
            f"{c.id}.cost",
            f"{c.name}: cost",
            "certifications",
            "fact",
            c.aspects["cost"],
            Place("c.yaml", 1),
            c.id,
            "cost",
            "$165",
        )
        for c in certifications
    }
    return Snapshot(
        topics=topics,
        entries={e.id: e for e in entries},
        aspects={
            "certification": (
                Aspect(id="cost", of="certification", label="Cost", title="{name}: cost"),
            )
        },
        certifications={c.id: c for c in certifications},
        states={s.id: s for s in states},
        occupations={o.id: o for o in occupations},
        terms={t.id: t for t in terms},
        pathways={},
        words=Words(
            synonyms={"exam": ("test", "boards"), "salary": ("compensation", "what they pay")},
            abbreviations={"recert": "recertify", "ce": "continuing education"},
            spellings={"injection": ("injektion",)},
            filler=("lol", "just wondering"),
        ),
        version=version,
    )


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return make_snapshot()


@pytest.fixture(scope="session")
def index(snapshot: Snapshot) -> Index:
    return Index.build(snapshot)
