"""A whole evening at once: every worker of a county comes home and sends; nothing may be lost."""
