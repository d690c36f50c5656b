"""PDF: letters and ruling lines with their places on the page become paragraphs and tables.

``drawing/`` what the pages draw; ``page_tables/`` the tables of a page; here what is put together of all pages.
"""
