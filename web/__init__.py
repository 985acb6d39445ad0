"""The ways in, all thin: pages, the phone app, the API, the command line, the scheduler."""
