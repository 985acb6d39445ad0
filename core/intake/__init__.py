"""Importing 导入: tables that officers have, looked at, decided, then taken in whole or not at all.

upload → columns → check → decisions → apply → result; one ``IMPORT`` row goes along, so that the
page may be left. Pages and the command line use the same functions.
"""
