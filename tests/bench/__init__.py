"""How much does each page cost against a floor measured in the same run?"""
