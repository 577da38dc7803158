"""What do given responses to given questions earn, step by step?"""
