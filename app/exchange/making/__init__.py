"""How do the parts of a question, as any standard gives them, make a question of ours?"""
