"""People: teams, members, roles, working hours, absences."""
