"""Commands about two versions of a form, or of what was reported."""
