"""What is kept of a message names nobody."""

import pytest

from bot.guide.redact import holds_patient_data, redact
from bot.matching import people


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("how do i chart for Belinda Crewe", ["Belinda", "Crewe"]),
        ("mr. castellanos asked about his bill", ["castellanos"]),
        ("Dr. Okafor told me to do it", ["Okafor"]),
        ("my name is sandra vega and i want to start", ["sandra", "vega"]),
        ("write me at sandra.vega@example.com or 555-201-3344", ["sandra.vega", "3344"]),
        ("ssn 219-09-4432 on a form", ["219-09-4432"]),
        ("mrn 88172635 is locked", ["88172635"]),
        ("born 3/4/1970, can i still start", ["3/4/1970"]),
        ("Medicare 2FT7-MK4-RT91 is rejected", ["2FT7"]),
        ("i live at 482 Birch Lane, any school near", ["482 Birch"]),
    ],
)
def test_names_and_numbers_are_taken_out(text: str, gone: list[str]) -> None:
    kept = redact(text)
    for part in gone:
        assert part not in kept


@pytest.mark.parametrize(
    "text",
    [
        "how much is the CCMA exam in South Carolina",
        "is Penn Foster accredited for medical assisting",
        "what does Carrington College cost",
        "can i take the exam on 3/14/2027 at 10:00",
        "CMA (AAMA) or RMA for Virginia",
        "i will start in May or June",
    ],
)
def test_nothing_else_is_taken_out(text: str) -> None:
    assert redact(text) == text
    assert not holds_patient_data(text, people.find(text))
