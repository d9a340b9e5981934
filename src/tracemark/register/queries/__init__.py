"""The register's only reader."""
