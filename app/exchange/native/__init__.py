"""How do our own files, and what is published of them, become a bundle, and a bundle our files?"""
