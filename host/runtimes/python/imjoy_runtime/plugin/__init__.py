"""The plugin that this instance runs: its scripts, what it exports, how it is called."""
