"""One rule per file: (Candidate, Situation) -> Rejection | None. Pure."""
