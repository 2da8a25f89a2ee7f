"""What members can do, one module each: read the event, ask the guide, hand on its reply."""
