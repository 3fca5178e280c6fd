"""Rotation: who is on duty and who takes what next, proposed so that it evens out; never decided here."""
