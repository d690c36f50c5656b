"""Tables as a definition file has them: labels, blocks and rules, walked through and crossed."""
