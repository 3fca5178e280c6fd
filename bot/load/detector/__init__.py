"""Who carries more than their share, week by week: what a team's history makes of it, and how sure that is.

A history goes in, probabilities by person and week come out; what is told to people is decided elsewhere. Needs numpy,
so nothing here is imported before a history is judged.
"""

# Of beliefs as they are stored; raised when their shape changes.
FORMAT = "load-beliefs/2"
