"""The API: programs that ask and do what people may, by tokens.

Operations are the rooms' own (`apps/<room>/api`); what every operation shares stands here: tokens,
who is let in, errors as problems, paging, versions, and the description of it all.
"""
