"""The Home tab: one page a person, put together from what the features show."""
