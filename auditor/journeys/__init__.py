"""Service scenarios (办事场景): scripted tasks, and who can finish them. Drives a browser; judges no rule."""
