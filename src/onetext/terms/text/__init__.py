"""The single text: passages, their alternatives in brackets, drafts, stands and what is agreed."""
