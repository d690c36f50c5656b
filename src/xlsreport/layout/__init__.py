"""WHERE everything stands: the printed shape of tables and the cells of the workbook."""
