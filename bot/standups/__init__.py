"""Standups: questions asked at everybody's own hour, and one report that stays true."""
