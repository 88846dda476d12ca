"""Rating rounds: a year's figures of all members, and the points, classes and fees they come to."""
