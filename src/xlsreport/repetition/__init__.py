"""Finds texts of many reports that repeat each other, whoever wrote the reports and wherever they are kept."""
