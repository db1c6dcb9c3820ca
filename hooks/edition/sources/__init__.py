"""Text to values. Every module is pure but `disk`, the only reader of files."""
