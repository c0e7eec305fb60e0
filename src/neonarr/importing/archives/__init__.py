"""What lies packed in a finished download, unpacked beside the library for one import."""
