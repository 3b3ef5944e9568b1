"""The reader's report is kept by the reader's browser, not by the server."""
