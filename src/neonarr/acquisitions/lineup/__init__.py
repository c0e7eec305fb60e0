"""What a person does to the queue as a whole: its order, everything paused or resumed."""
