"""A small knowledge base that tests share: whole, linked, and short enough to know by heart."""

from __future__ import annotations

from pathlib import Path


def entry(identifier: str, *questions: str, answer: str = "", extra: str = "") -> str:
    """One entry of an `entries:` list, two spaces in."""
    listed = "\n".join(f'      - "{question}"' for question in questions)
    answer = answer or f"This is the answer of {identifier}."
    return f"""\
  - id: {identifier}
    title: Title of {identifier}
    questions:
{listed}
    answer: {answer}
    sources:
      - title: BLS, Medical Assistants
        url: https://www.bls.gov/ooh/healthcare/medical-assistants.htm
        as_of: 2025-08
        primary: true
    reviewed: 2026-11-22
{extra}"""


def aspect_value(name: str, short: str, answer: str) -> str:
    """One aspect of a subject, six spaces in."""
    return f"""\
      {name}:
        short: "{short}"
        answer: {answer}
        sources:
          - title: Official page
            url: https://example.org/{name}
            as_of: 2026-09
            says: {short}
            primary: true
        reviewed: 2026-11-22
        volatile: true
        review_by: 2027-05-31
"""


ASPECTS = """\
aspects:
  - {id: overview, of: certification, label: Overview, title: "{name}: what it is"}
  - {id: cost, of: certification, label: Exam fee, title: "{name}: exam fee"}
  - {id: renewal, of: certification, label: Renewal, title: "{name}: renewal"}
  - {id: licence, of: state, label: Licence, title: "{name}: licence"}
"""

CERTIFICATIONS = f"""\
certifications:
  - id: ccma
    name: CCMA
    full_name: Certified Clinical Medical Assistant
    body: National Healthcareer Association (NHA)
    url: https://www.nhanow.com
    names: [nha, clinical medical assistant]
    aspects:
{aspect_value("overview", "NHA's clinical credential", "The CCMA is the clinical credential of the National Healthcareer Association (NHA).")}\
{aspect_value("cost", "$165", "The CCMA exam costs $165.")}\
{aspect_value("renewal", "every 2 years, 10 CE", "You renew the CCMA every 2 years with 10 CE credits.")}\
  - id: rma
    name: RMA
    full_name: Registered Medical Assistant
    body: American Medical Technologists (AMT)
    url: https://americanmedtech.org
    names: [amt]
    aspects:
{aspect_value("overview", "AMT's credential", "The RMA is awarded by American Medical Technologists (AMT).")}\
{aspect_value("cost", "$150", "The RMA exam costs $150.")}\
{aspect_value("renewal", "every 3 years", "You renew the RMA every 3 years through points, plus a yearly fee.")}\
  - id: cma
    name: CMA (AAMA)
    full_name: Certified Medical Assistant
    body: American Association of Medical Assistants (AAMA)
    url: https://www.aama-ntl.org
    names: [cma, aama]
    aspects:
{aspect_value("cost", "$125 or $250", "The CMA (AAMA) exam costs $125, or $250 for some nonmembers.")}\
"""

CERTIFICATION_ENTRIES = "entries:\n" + "".join(
    (
        entry(
            "cert.overview",
            "what is the {certification}",
            "tell me about the {certification} credential",
            "who gives the {certification}",
            answer="A certification shows by an exam that you know the work.",
            extra="    by: {certification: overview}\n    related: [cert.cost]\n",
        ),
        entry(
            "cert.cost",
            "how much is the {certification} exam",
            "what does the certification test cost",
            "exam fee for the {certification}",
            "price of taking the {certification}",
            "how much money do i need for the test",
            answer="Exam fees run from $150 to $250.",
            extra="    by: {certification: cost}\n    related: [cert.renewal]\n",
        ),
        entry(
            "cert.renewal",
            "how do i renew my {certification}",
            "when does the {certification} expire",
            "how often do i have to recertify",
            "renewal of the {certification}",
            "keeping my certification active",
            answer="Every credential is renewed on its own cycle.",
            extra="    by: {certification: renewal}\n",
        ),
        entry(
            "cert.compare",
            "{certification} or {certification}",
            "difference between the {certification} and the {certification}",
            "which is better, {certification} or {certification}",
            answer="They differ in who awards them, what they cost and how they are renewed.",
            extra="    compares: true\n",
        ),
    )
)

DUTIES = "entries:\n" + "".join(
    (
        entry(
            "duties.vitals",
            "what vital signs do medical assistants take",
            "do MAs measure blood pressure",
            "taking a pulse and temperature",
            "which vitals do i have to know",
            answer="MAs measure blood pressure, pulse, temperature and breathing rate.",
            extra=(
                "    related: [duties.rooming]\n"
                "    pathways: {first-credential: Practise vitals early in school.}\n"
            ),
        ),
        entry(
            "duties.rooming",
            "how do i room a patient",
            "getting patients ready in the exam room",
            "what does rooming mean",
            answer="You bring the patient in, ask the reason for the visit and take vital signs.",
            extra="    related: [duties.vitals]\n",
        ),
        entry(
            "duties.phones",
            "do medical assistants answer the phone",
            "phone calls at the front desk",
            "taking messages from callers",
            answer="MAs answer phones and pass on messages.",
        ),
    )
)

SCOPE = "entries:\n" + entry(
    "licence.states",
    "do i need a license to be a medical assistant",
    "do medical assistants need a license in {state}",
    "is there a state license for MAs",
    "which states require a license",
    answer="Most states do not license medical assistants; Washington does.",
    extra=(
        "    by: {state: licence}\n"
        "    corrects:\n"
        "      claims: [every state requires a license, all states require a license]\n"
        "      correction: Most states do not require a license; Washington does.\n"
    ),
)

STATES = f"""\
states:
  - id: washington
    name: Washington
    names: [wa, washington state]
    aspects:
{aspect_value("licence", "credential required", "Washington requires a Department of Health credential.")}\
  - id: texas
    name: Texas
    names: [tx]
"""

CAREERS = "entries:\n" + entry(
    "boundary.other-careers",
    "how long is {occupation} school",
    "how do i become a {occupation}",
    "what does a {occupation} earn",
    "is the {occupation} exam hard",
    answer="I only cover medical assisting; ask the professional body for that job.",
    extra="    kind: boundary\n",
)

OCCUPATIONS = """\
occupations:
  - id: veterinary-technician
    name: Veterinary technician
    names: [vet tech]
  - id: pharmacy-technician
    name: Pharmacy technician
    names: [pharm tech, pharmacy tech]
"""

PATHWAYS = """\
pathways:
  - id: first-credential
    title: Student to first credential
    summary: Go from school to your first certification.
    fits: For students.
    questions: [i want to get certified]
    milestones:
      - id: choose-school
        title: Choose a program
        first: Make a list of schools near you.
        takes: about a month
        costs: nothing
        topics: [duties.vitals]
      - id: pass-exam
        title: Pass the exam
        first: Pick the credential.
        takes: a few weeks
        costs: the exam fee
        topics: [cert.cost, ccma.cost]
    reviewed: 2026-11-22
"""

WORDS = """\
words:
  synonyms:
    cost: [price, fee, how much]
    exam: [test, boards]
  abbreviations:
    bp: blood pressure
"""

KNOWLEDGE: dict[str, str] = {
    "certifications/aspects.yaml": ASPECTS,
    "certifications/certifications.yaml": CERTIFICATIONS,
    "certifications/entries.yaml": CERTIFICATION_ENTRIES,
    "duties/clinical.yaml": DUTIES,
    "scope/licence.yaml": SCOPE,
    "scope/states.yaml": STATES,
    "careers/boundary.yaml": CAREERS,
    "careers/occupations.yaml": OCCUPATIONS,
    "pathways/first.yaml": PATHWAYS,
    "words.yaml": WORDS,
}
"""File name -> YAML text."""


def write_knowledge(folder: Path, files: dict[str, str] = KNOWLEDGE) -> Path:
    """Write the sample (or other files) into a folder; returns it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
