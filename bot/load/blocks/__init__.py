"""How load looks: what the person and their leads are told, and the pages they open."""
