"""Renders blocks as files: DOCX, PDF, scans, HTML, XLSX. Plain text is made by ``flatten``."""
