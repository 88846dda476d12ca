"""The register: who is a member of which network, as what, since when and by which decision."""
