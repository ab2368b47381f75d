"""What we publish: records in, text out. Files are opened by the callers; no experiment is ever run here."""
