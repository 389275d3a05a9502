"""Slips of the hand and of the pencil: digits typed once too often or in the wrong order, percents cut or rounded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """A likely slip: its check's name and the number that was probably meant."""

    name: str
    likely: int


def follows(percent: int, num: int, den: int) -> bool:
    """Whether a percent (hundredths) is num/den rounded or cut, at any precision it can have been written with.

    84,2 % follows from 279/331 (84,29): it was cut. 60 % follows from 1.850/3.082 (60,03).
    """
    if den <= 0:
        return False
    exact = num * 10_000
    for unit in (1, 10, 100):  # two decimals, one, none
        if percent % unit:
            return False
        cut = exact // (den * unit) * unit
        if percent == cut or percent == (2 * exact + den * unit) // (2 * den * unit) * unit:
            return True
    return False


def slip_over(num: int, den: int, last: int | None, within: int) -> Slip | None:
    """The slip that explains a number above its denominator.

    A likely number near the last figure is best; else only an obvious extra digit counts (a nought at the end, a digit
    struck twice), in a number with more digits than the denominator.
    """
    beside = slip_beside(num, last, den, within) if last else None
    if beside is not None or len(str(num)) <= len(str(den)):
        return beside
    obvious = {likely for likely in _obvious(num) if likely <= den}
    return Slip("digit_extra", obvious.pop()) if len(obvious) == 1 else None


def slip_beside(num: int, last: int, den: int | None, within: int) -> Slip | None:
    """The slip that would turn the number into one within so many percent of the last figure, and not above `den`."""
    obvious = _obvious(num)
    near = [
        (likely not in obvious, abs(likely - last), name, likely)
        for name, likely in _candidates(num)
        if abs(likely - last) * 100 <= last * within and (den is None or likely <= den)
    ]
    if not near:
        return None
    _, _, name, likely = min(near)
    return Slip(name, likely)


def alike(one: int, other: int) -> bool:
    """Whether two numbers may be one written twice: digits that changed places, or one digit another."""
    a, b = str(one), str(other)
    if one == other or len(a) != len(b) or len(a) < 2:
        return False
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _obvious(num: int) -> set[int]:
    """The number without its last nought, and without one of two equal digits side by side."""
    digits = str(num)
    struck = [place for place in range(1, len(digits)) if digits[place] == digits[place - 1]]
    if len(digits) > 1 and digits.endswith("0"):
        struck.append(len(digits) - 1)
    return {int(digits[:place] + digits[place + 1 :]) for place in struck}


def _candidates(num: int) -> list[tuple[str, int]]:
    """What may have been meant: one digit less, or two neighbouring digits the other way round."""
    digits = str(num)
    found = []
    if len(digits) > 1:
        found += [("digit_extra", int(digits[:place] + digits[place + 1 :])) for place in range(len(digits))]
    for place in range(len(digits) - 1):
        left, right = digits[place], digits[place + 1]
        if left != right and not (place == 0 and right == "0"):
            turned = digits[:place] + right + left + digits[place + 2 :]
            found.append(("digits_swapped", int(turned)))
    return found
