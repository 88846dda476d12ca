"""What the templates of the design system need beyond Django's own."""
