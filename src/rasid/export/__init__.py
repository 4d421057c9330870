"""Records to the formats of others: what may leave, under a sharing profile, with an account of it.

`run.export` is the way in. Writers are pure functions from rows to bytes; they see only what the
profile has left, so that no format can give away what another withholds.
"""
