"""What several rooms know together."""
