"""What the owner has and wants: movies, albums, and the files that were imported."""
