"""Profiles: where the API is, who calls, and for whom. One file of the user's own, which nobody else may read."""

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Self

from savings_cli.failures import MISUSED, NOT_ALLOWED, Failed

LOCAL: Final = "local"
FIELDS: Final = ("base_url", "token_url", "client_id", "scope", "customer", "household")
"""What of a profile anybody may see."""
SECRETS: Final = ("client_secret", "token")


@dataclass(frozen=True, slots=True)
class Profile:
    """One API and one caller. A ready token goes before the secret."""

    base_url: str
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    token_url: str | None = None
    scope: str | None = None
    customer: str | None = None
    household: str | None = None

    def shown(self) -> dict[str, Any]:
        """Return it without its secrets: only whether they are there."""
        has = {f"has_{name}": bool(getattr(self, name)) for name in SECRETS}
        return {name: getattr(self, name) for name in FIELDS} | has

    def from_environment(self) -> Self:
        """Return it with what the environment says in place of what is kept."""
        given = {name: os.environ.get(variable(name)) for name in (*FIELDS, *SECRETS)}
        return replace(self, **{name: value for name, value in given.items() if value})


def variable(name: str) -> str:
    """Return the environment variable that goes before a member of the profile."""
    return f"SAVINGS_{name.upper()}"


_STACK: Final = Profile("http://127.0.0.1:8000", "demo-app", "demo-secret")
"""`make serve`, by its public client app."""


@dataclass(slots=True)
class Profiles:
    """All profiles by name, and which of them is used where none is named. `local` is always there."""

    path: Path
    current: str = LOCAL
    kept: dict[str, Profile] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the user's file, if there is one. Raises Failed."""
        path = path or _place()
        if not path.exists():
            return cls(path)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise Failed(f"others may read {path}, which holds secrets", f"chmod 600 {path}", NOT_ALLOWED)
        try:
            said = json.loads(path.read_text("utf-8"))
            known = {one.name for one in fields(Profile)}
            kept = {
                name: Profile(**{key: value for key, value in profile.items() if key in known})
                for name, profile in said["profiles"].items()
            }
            return cls(path, said["current"], kept)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise Failed(f"{path} cannot be read: {error}", "Correct it, or move it away and start anew.") from error

    def names(self) -> list[str]:
        """Return the names, `local` first."""
        return [LOCAL, *sorted(self.kept.keys() - {LOCAL})]

    def get(self, name: str) -> Profile:
        """Return a profile as it is kept. Raises Failed."""
        found = self.kept.get(name, _STACK if name == LOCAL else None)
        if found is None:
            raise Failed(f"there is no profile {name}", "`savings profiles list` shows those there are.", MISUSED)
        return found

    def save(self) -> None:
        """Write the file anew, for its owner alone."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        beside.unlink(missing_ok=True)
        kept = {name: {key: value for key, value in asdict(one).items() if value} for name, one in self.kept.items()}
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump({"current": self.current, "profiles": kept}, file, indent=2)
        beside.replace(self.path)


def _place() -> Path:
    """Return where the platform keeps a user's settings, such as `~/.config/savings` on Linux."""
    from typer import get_app_dir

    return Path(get_app_dir("savings")) / "profiles.json"
