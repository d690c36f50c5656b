"""Which reports are audited: files, folders, archives and mails, and the lines of a list of agencies."""
