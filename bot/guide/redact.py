"""Personal data: whether a message holds a patient's, and taking it out before it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from bot.guide.patterns import any_of, listed
from bot.matching import people
from bot.matching.people import Mark

_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d{2}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_WRITTEN_DATE = rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)?\d{{2}}"
_BORN = r"(?:dob|d\.o\.b\.?|born(?: on)?|date of birth|birth ?date|birthday)"
_BIRTH = re.compile(
    rf"\b{_BORN}\b\W{{0,3}}(?:is |was )?(?:{_DATE}|{_WRITTEN_DATE}|\d{{6,8}})", re.IGNORECASE
)
_NUMBER_NAMES = (
    r"(?:mrn?|medical record|chart|member|insurance|subscriber|policy|acct|account|medicaid"
    r"|medicare|patient|rx|claim|visit|accession)(?: ?(?:id|number|num|no\.?|#))?"
)
_RECORD = re.compile(
    rf"\b{_NUMBER_NAMES}\W{{0,3}}(?:is |was )?[A-Z]{{0,4}}\d[\w-]{{4,20}}", re.IGNORECASE
)
_INSURERS = listed(
    r"""bcbs aetna cigna humana uhc united\s?healthcare medicaid medi-?cal medicare kaiser anthem
    tricare"""
)
_INSURER = re.compile(
    rf"\b{_INSURERS}\W{{0,2}}(?:id\W{{0,2}})?[A-Z]{{0,3}}\d{{4,20}}[A-Z]?\b", re.IGNORECASE
)
_NUMBERED = (_BIRTH, _RECORD, _INSURER)

_HEALTH = frozenset({"condition", "lab", "drug", "pregnant", "overdose", "symptom", "blood"})
"""Concepts that say something about a body."""
_VISIT = any_of(
    r"""
    \b(?:came|comes?|checked|was|is) in\b
    \bpositive\b
    \b(?:visit|appointment|surgery|procedure|consult|refill|results?|chart|diagnos\w+|dx|tested)\b
    \broom(?:ed|ing)?\b
    """
)
_BOOKED = re.compile(r"\b\d{1,2}:\d{2}(?: ?[apAP][mM])?\W{1,3}[A-Z][a-z]+")
"""A time and the name that stands after it in a schedule."""
_OF_A_PATIENT = any_of(r"\b(?:patient|patients|pt|pts|client|resident)\b(?!')")
_OTHER_PERSON = any_of(
    r"""
    \bmy name(?:'s| is)\s*$
    \b(?:i am|i'?m|this is)\s*$
    \b(?:instructor|teacher|manager|boss|supervisor|recruiter|coworker)\b(?:,| is| named)?\s*$
    \b(?:preceptor|mentor|director|owner|hr|lead|author|trainer)\b(?:,| is| named)?\s*$
    \b(?:colleague|classmate|professor)\b(?:,| is| named)?\s*$
    \b(?:at|from|with|for|near|in)\s*$
    """
)
"""What stands before the name of somebody who is no patient."""
_CERTAIN = frozenset({"ssn", "medicare"})
_CONTACTS = frozenset({"phone", "email", "address"})
_LABELS = {
    "email": "[email]",
    "ssn": "[number]",
    "medicare": "[number]",
    "phone": "[phone]",
    "id": "[number]",
    "address": "[address]",
    "name": "[name]",
    "given": "[name]",
    "doctor": "[name]",
}


def holds_patient_data(text: str, marks: Sequence[Mark], named: Set[str] = frozenset()) -> bool:
    """Whether a message certainly names or numbers a patient.

    `marks` are where it points at people, `named` the concepts that it names; see
    `bot.matching.people` and `traits`.
    """
    if any(pattern.search(text) for pattern in _NUMBERED):
        return True
    kinds = {mark.kind for mark in marks}
    if kinds & _CERTAIN:
        return True
    of_a_patient = _OF_A_PATIENT.search(text) is not None
    health = not _HEALTH.isdisjoint(named) or _VISIT.search(text) is not None
    if kinds & _CONTACTS and of_a_patient:
        return True
    if health and len(_BOOKED.findall(text)) > 1:
        return True
    people_named = _patients(text, marks)
    if not people_named or not health:
        return False
    dated = "date" in kinds
    listed_by_time = "time" in kinds and len(people_named) > 1
    about = of_a_patient or dated or listed_by_time
    return about or any(_titled(text, mark) for mark in people_named)


def _patients(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """The people named in full who may be patients."""
    return [
        mark
        for mark in marks
        if mark.kind == "name"
        and not _OTHER_PERSON.search(text[max(0, mark.start - 30) : mark.start])
    ]


def _titled(text: str, mark: Mark) -> bool:
    return text[mark.start : mark.start + 2].lower() in ("mr", "ms")


def redact(text: str) -> str:
    """The text with personal data replaced, fit to be kept and shown to moderators."""
    text = _BIRTH.sub("[date of birth]", text)
    text = _INSURER.sub("[number]", _RECORD.sub("[number]", text))
    return re.sub(r"\b\d{6,}\b", "[number]", people.replace(text, _LABELS, people.find(text)))
