"""Incidents: many reports, one act, every claim kept."""
