"""How do questions come in from other systems, go out to them, and get tried out?"""
