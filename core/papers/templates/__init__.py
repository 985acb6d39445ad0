"""A county's own Word templates: checked and filled in a child process that can harm nobody."""
