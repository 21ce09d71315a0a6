"""Names to concepts: drugs, end points, conditions, biomarkers and adverse events."""
