"""HTTP for programs: tokens, reading, answering, absences, participation, signed webhooks."""
