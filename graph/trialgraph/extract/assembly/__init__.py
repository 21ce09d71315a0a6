"""Assembly: which number belongs to which end point, arms, population and analysis."""
