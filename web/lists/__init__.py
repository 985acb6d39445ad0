"""Lists to take along 导出: each declared once with its columns, for Excel, CSV and the API alike.

``declared`` says what a list is, one file for each of them, ``every`` names them, ``written`` makes
files of them, ``taken`` asks who may. They read what their pages read, so pages know nothing of them.
"""
