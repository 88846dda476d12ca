"""Rating: a scheme as printed and as read, points, classes, distances, peers and readings."""
