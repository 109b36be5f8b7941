"""What extends Rasa at its own extension points."""
