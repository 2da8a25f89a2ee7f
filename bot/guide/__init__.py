"""The conversation: what to say to a member, and why. No Discord, no database, no I/O."""
