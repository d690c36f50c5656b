"""How a round stands, told in the forms that an office needs: lines, JSON, a workbook, a page."""
