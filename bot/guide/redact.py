"""Personal data: whether a message holds a patient's, and taking it out before it is kept."""

from __future__ import annotations

import re

from bot.guide.patterns import listed, word_set

_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d{2}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WRITTEN_DATE = rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}"
_SSN = re.compile(r"\b\d{3}[- ]\d{2}[- ]\d{4}\b")
_PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")
_BORN = r"(?:dob|d\.o\.b\.?|born(?: on)?|date of birth|birth ?date|birthday)"
_BIRTH = re.compile(
    rf"\b{_BORN}\b\W{{0,3}}(?:is |was )?(?:{_DATE}|{_WRITTEN_DATE}|\d{{6,8}})", re.IGNORECASE
)
_NUMBER_NAMES = (
    r"(?:mrn|medical record (?:number|no\.?|#)|chart (?:number|no\.?|#)|member id|insurance id"
    r"|policy (?:number|no\.?|#)|acct|account (?:number|no\.?|#)|medicaid id|medicare id)"
)
_RECORD = re.compile(
    rf"\b{_NUMBER_NAMES}\W{{0,3}}(?:is |was )?[A-Z]{{0,4}}\d[\w-]{{3,}}", re.IGNORECASE
)
_INSURERS = listed(
    r"bcbs aetna cigna humana uhc united\s?healthcare medicaid medicare kaiser anthem tricare"
)
_INSURER = re.compile(
    rf"\b{_INSURERS}\W{{0,2}}(?:id\W{{0,2}})?[A-Z]{{0,3}}\d{{4,}}[A-Z]?\b", re.IGNORECASE
)
_NAME = r"[A-Z][a-z]+(?:[- ][A-Z][a-z'\u2019]+)+"
_PATIENT_NAME = re.compile(
    r"\b(?i:patient|pt|pts|client|resident)\b(?i:,? (?:named|name is|called))?[:,]? "
    rf"(?:(?:Mr|Mrs|Ms|Miss)\.? )?({_NAME})"
)
_TITLED_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][a-z]+(?:[- ][A-Z][a-z]+)?")
_LOWER_NAME = re.compile(
    r"\b(?:patient|pt|client)(?:'s)? (?:named|name is|called) ([a-z]+ [a-z]+)", re.IGNORECASE
)
_ANY_NAME = re.compile(rf"\b{_NAME}\b")
_CONDITIONS = listed(
    r"""abortion hiv aids std herpes cancer diabet\w+ overdose rehab pregnan\w+ depress\w+ bipolar
    psych\w* suicid\w* biopsy results? labs? diagnos\w* chart tested flare surgery prescri\w+
    refill\w* hepatitis chlamydia schizo\w+ miscarr\w+ copd stroke dementia visit appointment"""
)
_CONDITION = re.compile(rf"\b(?:{_CONDITIONS}|positive for|came in)\b", re.IGNORECASE)
_ABOUT_PATIENT = re.compile(r"\b(?:patient|pt|pts|client)\b", re.IGNORECASE)
_ANY_DATE = re.compile(rf"\b{_DATE}\b")
_NOT_NAMES = word_set(
    """medical assistant assistants association american national registered certified clinical
    board state health healthcare healthcareer new north south west carolina york jersey mexico
    dakota hampshire virginia island rhode los angeles san diego francisco united states community
    college university epic oracle cerner blue cross shield red care center centers of department
    labor nurse practitioner physician office urgent family medicine human resources joint
    commission practice manager high school puerto rico"""
)
"""Capitalised words that make a pair of them no person's name."""


def _person(name: str) -> bool:
    return not any(part.lower() in _NOT_NAMES for part in re.split(r"[ -]", name))


def holds_patient_data(text: str) -> bool:
    """Whether a message seems to name or number a real patient."""
    if _SSN.search(text) or _RECORD.search(text) or _INSURER.search(text) or _BIRTH.search(text):
        return True
    named = [m.group(1) for m in _PATIENT_NAME.finditer(text) if _person(m.group(1))]
    named += [m.group(1) for m in _LOWER_NAME.finditer(text)]
    if named:
        return True
    titled = _TITLED_NAME.search(text)
    full = any(_person(m.group()) for m in _ANY_NAME.finditer(text))
    about_patient = _ABOUT_PATIENT.search(text)
    dated = _ANY_DATE.search(text)
    if titled and (_CONDITION.search(text) or about_patient or dated):
        return True
    return bool(full and _CONDITION.search(text) and (about_patient or dated))


def redact(text: str) -> str:
    """The text with personal data replaced, fit to be kept and shown to moderators."""
    for pattern, label in (
        (_EMAIL, "[email]"),
        (_SSN, "[number]"),
        (_PHONE, "[phone]"),
        (_BIRTH, "[date of birth]"),
        (_RECORD, "[number]"),
        (_INSURER, "[number]"),
    ):
        text = pattern.sub(label, text)
    text = _PATIENT_NAME.sub(
        lambda m: m.group().replace(m.group(1), "[name]") if _person(m.group(1)) else m.group(),
        text,
    )
    text = _LOWER_NAME.sub(lambda m: m.group().replace(m.group(1), "[name]"), text)
    text = _TITLED_NAME.sub("[name]", text)
    return re.sub(r"\b\d{6,}\b", "[number]", text)
