"""The JSON Schema of a knowledge file, for editors: completion, hints and errors while typing.

It is made from the model, so the two cannot drift apart, and then fitted to how an editor
sees YAML. Our reader takes every scalar as the text that was typed; an editor sees `2026` as
a number and `yes` as a truth, depending on its YAML version. So the schema is as generous as
the reader in that, and as strict in everything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.knowledge.limits import MAX_QUESTION
from bot.knowledge.model import Document

DRAFT = "http://json-schema.org/draft-07/schema#"
"""What editors understand best; nothing newer is needed."""

Node = dict[str, Any]

EXAMPLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Source", "title"): ("BLS Occupational Outlook Handbook, Medical Assistants",),
    ("Source", "url"): ("https://www.bls.gov/ooh/healthcare/medical-assistants.htm",),
    ("Source", "as_of"): ("2026", "2026-09", "2026-09-30"),
    ("Source", "says"): ("The exam has 200 questions and takes 160 minutes.",),
    ("Entry", "id"): ("duties.vitals", "cert.renewal"),
    ("Entry", "title"): ("Taking vital signs",),
    ("Entry", "questions"): ("how much is the {certification} exam",),
    ("AspectValue", "short"): ("$165", "every 2 years, 10 CE", "no license needed"),
    ("Aspect", "title"): ("{name}: exam fee",),
    ("Certification", "body"): ("National Healthcareer Association (NHA)",),
    ("FalseClaim", "claims"): ("every state requires a license",),
    ("Milestone", "takes"): ("about a month",),
    ("Milestone", "costs"): ("the exam fee, about $165",),
}
"""(block, key) -> values that an editor offers; for a list, items of it."""

SNIPPETS: dict[str, tuple[str, Node]] = {
    "Source": (
        "a source with everything it needs",
        {
            "title": "${1:Who says it, and where}",
            "url": "https://${2}",
            "as_of": "${3:2026-11}",
            "says": "${4:What the source states, with every number you use}",
            "confidence": "${5:high}",
            "primary": True,
        },
    ),
    "Entry": (
        "a new entry",
        {
            "id": "${1:area.topic}",
            "title": "${2:Title}",
            "questions": ["${3:the question as people ask it}"],
            "answer": "${4:The answer first, in at most three plain sentences.}",
            "details": "${5:What varies, and how to check.}",
            "sources": [
                {
                    "title": "${6:Who says it, and where}",
                    "url": "https://${7}",
                    "as_of": "${8:2026}",
                }
            ],
            "reviewed": "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE",
            "related": ["${9:another.topic}"],
        },
    ),
}
"""Block -> what a snippet is called, and what it inserts."""


def schema() -> Node:
    """The schema as data."""
    made = Document.model_json_schema()
    blocks: dict[str, Node] = {"Document": made, **made["$defs"]}
    for name, block in blocks.items():
        for key, node in block["properties"].items():
            _with_examples(node, EXAMPLES.get((name, key), ()))
            node.pop("title", None)
            if node.get("default") in ("", [], {}, None):
                node.pop("default", None)
            for part in _nodes(node):
                _fit(part)
        if name in SNIPPETS:
            description, body = SNIPPETS[name]
            snippet = {"label": name.lower(), "description": description, "body": body}
            block["defaultSnippets"] = [snippet]
    return {
        "$schema": DRAFT,
        "title": "MA Guide knowledge",
        "description": "One file of the knowledge. See docs/curators.md.",
        **{key: made[key] for key in ("type", "additionalProperties", "properties", "$defs")},
    }


def schema_text() -> str:
    """The schema as it stands in `knowledge/schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _with_examples(node: Node, examples: tuple[str, ...]) -> None:
    if examples:
        target = node["items"] if node.get("type") == "array" else node
        target["examples"] = list(examples)


def _nodes(node: Node) -> Iterator[Node]:
    """A node and all nodes inside it; blocks are only referred to, so this ends."""
    yield node
    inner = [*node.get("anyOf", ()), *node.get("patternProperties", {}).values()]
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            inner.append(node[key])
    for child in inner:
        yield from _nodes(child)


def _fit(node: Node) -> None:
    """Make one node take what an editor sees when a curator types what our reader takes."""
    if "patternProperties" in node:
        node["additionalProperties"] = False
    kind = node.get("type")
    if kind == "boolean":
        # YAML 1.2 reads yes and no as words; the reader takes them as true and false.
        node["type"] = ["boolean", "string"]
        node["enum"] = [True, False, "yes", "no"]
    elif kind != "string" or "enum" in node:
        return
    elif node.get("format") == "date":
        node["pattern"] = r"^\d{4}-\d{2}-\d{2}$"
    elif "pattern" not in node:
        # A bare value or a phrasing may be one word; in YAML 1.1 that word may be a truth.
        one_word = node["maxLength"] == MAX_QUESTION or node.get("minLength") == 1
        node["type"] = ["string", "number", *(["boolean"] if one_word else [])]
    elif node["pattern"].startswith(r"^\d{4}"):
        node |= {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
