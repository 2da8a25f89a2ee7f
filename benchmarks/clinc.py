"""CLINC150 as CSV files: `python -m benchmarks.clinc data_full.json OUT_FOLDER`.

The data (Larson et al., "An Evaluation Dataset for Intent Classification and Out-of-Scope
Prediction", EMNLP 2019, CC BY 3.0) is not part of the project; it is the file
`data_full.json` of https://github.com/clinc/oos-eval. Writes train, validation, test and
out_of_scope; the validation file holds out-of-scope rows too, with the label `oos`.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

FILES = {
    "train": ("train",),
    "validation": ("val", "oos_val"),
    "test": ("test",),
    "out_of_scope": ("oos_test",),
}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    data = json.loads(asked.data.read_text(encoding="utf-8"))
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, parts in FILES.items():
        with (asked.out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("text", "label"))
            writer.writerows(row for part in parts for row in data[part])
        print(asked.out / f"{name}.csv")


if __name__ == "__main__":
    main()
