"""How people and teams look: forms, what is said about them, and the Home section."""
