"""The pages that tell why something was decided."""
