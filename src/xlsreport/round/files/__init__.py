"""Writes files: atomically, never over somebody's changes, and under names that every system accepts."""
