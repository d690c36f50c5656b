"""What agencies send in: found in folders, archives and mails, identified, checked and recorded."""
