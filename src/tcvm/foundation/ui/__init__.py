"""What every page shares: base page, styles, script and fonts."""
