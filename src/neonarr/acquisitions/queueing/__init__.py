"""Which of the waiting releases may begin now, in which order, and why the others wait."""
