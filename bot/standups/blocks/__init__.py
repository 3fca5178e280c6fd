"""How standups look: prompts, the form, the report, and the forms that make and change them."""
