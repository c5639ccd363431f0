"""The words of the messages, one set for each language; `$names` are filled in by `messages`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """One language: subject and paragraphs of each kind of message, and what all of them share."""

    greeting: str
    greeting_by_name: str
    progress: str
    share: str
    why: str
    events: Mapping[str, tuple[str, Paragraphs]]


def _lines(*lines: str) -> Paragraphs:
    """One paragraph of several lines of source."""
    return (" ".join(lines),)


ENGLISH: Final = Texts(
    greeting="Hello,",
    greeting_by_name="Hello $name,",
    progress="So far you have $saved of $target.",
    share="$share%",
    why="You get this message because you save with us. In your app you can choose what we tell you, and how.",
    events={
        "goal.achieved": (
            "You have reached your goal “$goal”",
            ("Congratulations: you have saved what you wanted for “$goal”.",),
        ),
        "goal.completed": (
            "“$goal” is complete",
            ("The time you set for “$goal” is over, and you have made it. Enjoy what you saved for.",),
        ),
        "goal.failed": (
            "“$goal” has ended, $lacking short",
            (
                "The time you set for “$goal” is over. You are $lacking short of your target.",
                "What you saved is yours as before. If you still want to get there, start a new goal with it.",
            ),
        ),
        "goal.cancelled": (
            "“$goal” was cancelled",
            ("Your goal “$goal” was cancelled. What you saved stays on your account.",),
        ),
        "goal.milestone.reached": (
            "$percent% of “$goal” saved",
            ("You have saved $percent% of what you want for “$goal”. Keep going.",),
        ),
        "goal.period.closed": (
            "“$goal”: on plan until $period_end",
            _lines(
                "From $period_start to $period_end you put $period_saved aside for “$goal”.",
                "With that you are on plan.",
            ),
        ),
        "goal.period.closed.below": (
            "“$goal”: $behind behind plan",
            (
                *_lines(
                    "From $period_start to $period_end you put $period_saved aside for “$goal”.",
                    "By now you had planned to have $planned in all; you have $saved, which is $behind less.",
                ),
                "You can make up for it whenever it suits you.",
            ),
        ),
        "goal.reminder": (
            "$days days left: $required for “$goal”",
            _lines(
                "This period of “$goal” ends on $period_end. You have put $period_saved aside in it so far;",
                "with $required more you are on plan.",
            ),
        ),
        "goal.reminder.today": (
            "Last day: $required for “$goal”",
            _lines(
                "This period of “$goal” ends today. You have put $period_saved aside in it so far;",
                "with $required more you are on plan.",
            ),
        ),
    },
)

GERMAN: Final = Texts(
    greeting="Guten Tag,",
    greeting_by_name="Guten Tag $name,",
    progress="Bisher haben Sie $saved von $target.",
    share="$share %",
    why="Sie erhalten diese Nachricht, weil Sie bei uns sparen. In Ihrer App wählen Sie, was wir Ihnen wie mitteilen.",
    events={
        "goal.achieved": (
            "Sie haben Ihr Ziel „$goal“ erreicht",
            ("herzlichen Glückwunsch: Sie haben gespart, was Sie für „$goal“ wollten.",),
        ),
        "goal.completed": (
            "„$goal“ ist geschafft",
            ("die Zeit für „$goal“ ist um, und Sie haben es geschafft. Viel Freude damit!",),
        ),
        "goal.failed": (
            "„$goal“ ist zu Ende, es fehlen $lacking",
            (
                "die Zeit für „$goal“ ist um, und bis zu Ihrem Ziel fehlen $lacking.",
                "Was Sie gespart haben, gehört Ihnen wie bisher. Sie können damit jederzeit ein neues Ziel beginnen.",
            ),
        ),
        "goal.cancelled": (
            "„$goal“ wurde beendet",
            ("Ihr Ziel „$goal“ wurde beendet. Was Sie gespart haben, bleibt auf Ihrem Konto.",),
        ),
        "goal.milestone.reached": (
            "$percent % von „$goal“ gespart",
            ("Sie haben $percent % von dem gespart, was Sie für „$goal“ brauchen. Weiter so!",),
        ),
        "goal.period.closed": (
            "„$goal“: bis $period_end nach Plan",
            _lines(
                "vom $period_start bis $period_end haben Sie $period_saved für „$goal“ zurückgelegt.",
                "Damit liegen Sie im Plan.",
            ),
        ),
        "goal.period.closed.below": (
            "„$goal“: $behind hinter dem Plan",
            (
                *_lines(
                    "vom $period_start bis $period_end haben Sie $period_saved für „$goal“ zurückgelegt.",
                    "Insgesamt waren bis jetzt $planned geplant; Sie haben $saved, das sind $behind weniger.",
                ),
                "Sie können das jederzeit nachholen.",
            ),
        ),
        "goal.reminder": (
            "Noch $days Tage: $required für „$goal“",
            _lines(
                "dieser Zeitraum von „$goal“ endet am $period_end. Bisher haben Sie darin $period_saved zurückgelegt;",
                "mit weiteren $required liegen Sie im Plan.",
            ),
        ),
        "goal.reminder.today": (
            "Letzter Tag: $required für „$goal“",
            _lines(
                "dieser Zeitraum von „$goal“ endet heute. Bisher haben Sie darin $period_saved zurückgelegt;",
                "mit weiteren $required liegen Sie im Plan.",
            ),
        ),
    },
)
