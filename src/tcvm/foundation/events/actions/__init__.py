"""What is done with events: announce, deliver, replay, set aside."""
