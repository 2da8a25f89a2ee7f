"""Knowledge that strains a message: long answers, many topics, long ids."""

from __future__ import annotations

from tests.samples import CERTIFICATIONS, KNOWLEDGE, aspect_value, entry

LONG_TOPIC = "sterile-technique.everything-about-packs-and-fields-in-short"
"""An id of the greatest length the format allows."""
MANY = 40

_LONG_DETAILS = "\n".join(
    f"      - Step {n}: open the pack away from you and keep your hands off the field."
    for n in range(1, 15)
)
_LONG = "entries:\n" + entry(
    LONG_TOPIC,
    "how do i set up a sterile field",
    "opening sterile packs",
    "what is a sterile field",
    answer="Keep everything sterile above your waist and in your sight.",
    extra=f"    details: |-\n{_LONG_DETAILS}\n    related: [duties.vitals]\n",
)
_MANY = "entries:\n" + "".join(
    entry(f"practical.item-{n}", f"where do i find storage item number {n} in the cupboard")
    for n in range(MANY)
)
_SAID = " ".join(["You send in the form, the fee and the proof of your hours."] * 9)
_LENGTHY = CERTIFICATIONS.replace(
    aspect_value(
        "renewal",
        "every 3 years",
        "You renew the RMA every 3 years through points, plus a yearly fee.",
    ),
    aspect_value("renewal", "every 3 years", _SAID),
)

FILES = KNOWLEDGE | {
    "practical/long.yaml": _LONG,
    "practical/many.yaml": _MANY,
    "certifications/certifications.yaml": _LENGTHY,
}
