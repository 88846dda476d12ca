"""How the platform is started."""
