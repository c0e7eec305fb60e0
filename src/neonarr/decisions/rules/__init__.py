"""One rule per file: (Candidate, Want, Limits) -> Rejection | None. Pure."""
