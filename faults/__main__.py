"""`python -m faults [NAME …]` makes every fault, or those named, and writes docs/RELIABILITY.md.

With names, the rows of the others stay as they are.
"""

import sys

from faults.document import DOCUMENT, document, table
from faults.rows import FAULTS
from faults.running import run_all


def main(names: list[str]) -> int:
    known = {fault.name: fault for fault in FAULTS}
    if unknown := set(names) - set(known):
        said = f"No fault {', '.join(sorted(unknown))}; there are: {', '.join(known)}"
        print(said, file=sys.stderr)
        return 2
    rows = run_all([known[name] for name in names] or FAULTS)
    before = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    DOCUMENT.write_text(document(rows, before))
    print(table(rows))
    return int(any(row.outcome.startswith("FAILED") for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
