"""Opens what holds the files that were sent in: archives of every kind and mails, in any nesting and under limits."""
