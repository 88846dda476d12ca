"""What the product shows before it has data of its own: published figures, and one invented file.

Data only. `demo.toml` lists the rounds; ATTRIBUTION.md says where every figure comes from.
"""
