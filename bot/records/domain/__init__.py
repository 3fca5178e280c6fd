"""What is true of records: what is found, what stays and what goes."""
