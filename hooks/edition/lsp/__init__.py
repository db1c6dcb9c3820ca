"""A language server: what `edition check` knows, in an editor. Every module is pure but `project` and `server`."""
