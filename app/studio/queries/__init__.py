"""What does a trainer's page show: courses, drafts, results?"""
