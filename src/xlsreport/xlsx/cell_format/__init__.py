"""The formats of cells that ``styles.xml`` declares: fonts, fills, colours, locks."""
