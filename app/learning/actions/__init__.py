"""How does a person's learning change?"""
