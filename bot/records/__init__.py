"""What walks all features: search, a person's own record, export, retention, forgetting, merging."""
