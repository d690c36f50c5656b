"""Where lines and pages may end, decided once for all formats, from estimated widths and heights."""
