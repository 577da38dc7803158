"""How do texts of other systems become our Markdown, and our Markdown their texts?"""
