"""Reports as a Data Package (https://datapackage.org): CSV tables with schemas, and the definition; also read back."""
