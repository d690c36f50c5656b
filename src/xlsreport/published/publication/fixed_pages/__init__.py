"""Formats that draw pages, PDF and OFD: letters and ruling lines with their places become paragraphs and tables.

``drawing/`` what the pages of a PDF draw, ``ofd_drawing/`` those of an OFD; ``page_tables/`` the tables of a page; here
what is put together of all pages.
"""
