"""DOCX: what a reader of the printed page sees, in body order, with the structure that the file declares.

The package is opened by ``ingest.container`` and walked with lxml: python-docx gives up on files that Word and WPS open
(a relationship to ``NULL``, strict or macro-enabled packages) and knows neither numbers, fields nor tracked changes.
"""
