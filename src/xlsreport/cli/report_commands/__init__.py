"""Commands about one report: definitions, blank workbooks, checks and renderings."""
