"""Fires: one front door for ad-hoc requests, from asked to done."""
