"""The classroom in the formats of other programs: pure functions from values to text or bytes."""
