"""The audit trail: who changed what, when, from where and why, in entries that nothing changes."""
