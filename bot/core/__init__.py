"""What knows neither Slack nor any feature: time, database, errors, logs."""
