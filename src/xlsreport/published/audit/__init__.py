"""Many published reports at once: which are complete, which contradict themselves, and where to look."""
