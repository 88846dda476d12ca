"""Joining: from a public application to a member, or to a letter that says why not."""
