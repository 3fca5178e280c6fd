"""What programs can do, and what the clock tells them."""
