"""The languages of a form: the command that begins a translation, and the options that choose one."""
