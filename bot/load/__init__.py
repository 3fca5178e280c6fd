"""Load: who handled what, beside what their hours made likely; said to the person first."""
