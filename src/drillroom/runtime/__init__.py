"""Wall time meets drill time here and nowhere else."""
