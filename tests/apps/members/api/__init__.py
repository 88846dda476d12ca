"""The register through the API."""
