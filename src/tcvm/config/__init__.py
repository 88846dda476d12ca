"""How the platform is put together and started: settings, addresses, server, demo."""
