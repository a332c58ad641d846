"""Digital PDF: characters and boxes from pdfium, tables from the page's own rulings, page furniture set apart.

Geometry is in points from the top left of the page as it is shown. pdfium runs in one thread.
"""
