"""A whole drill in lines, for screen readers, pipes and plain terminals."""
