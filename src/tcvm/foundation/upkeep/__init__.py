"""Pages by which a network's administrators and auditors look after the platform."""
