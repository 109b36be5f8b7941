"""Understanding what a parent wrote: Rasa NLU components and what they stand on."""
