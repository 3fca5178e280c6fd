"""The interface for programs: tokens, reading, answering and absences over HTTP, and signed webhooks."""
