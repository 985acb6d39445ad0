"""Evidence as bytes 佐证文件: pictures kept by their SHA-256, examined, sealed, shown re-encoded."""
