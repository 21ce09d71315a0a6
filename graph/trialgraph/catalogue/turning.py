"""Turns an estimate that is printed with the comparator in the numerator, with its limits."""

Limit = float | None


def turn(number: Limit, *, is_ratio: bool) -> Limit:
    """Return what a number of two arms is the other way round; none of a ratio of 0.

    >>> turn(1.25, is_ratio=True), turn(-3.5, is_ratio=False)
    (0.8, 3.5)
    """
    if number is None or (is_ratio and not number):
        return None
    return 1 / number if is_ratio else 0 - number


def turned_limits(low: Limit, high: Limit, *, is_ratio: bool) -> tuple[Limit, Limit]:
    """Return the limits the other way round: what was the upper one becomes the lower one.

    >>> turned_limits(None, 1.25, is_ratio=True)
    (0.8, None)
    """
    return turn(high, is_ratio=is_ratio), turn(low, is_ratio=is_ratio)


def turned_words(number: Limit, *, is_ratio: bool) -> str:
    """Return a turned number in words: a ratio was computed, and has three digits.

    >>> turned_words(0.641025, is_ratio=True), turned_words(-12.35, is_ratio=False)
    ('0.641', '-12.35')
    """
    if number is None:
        return ""
    return f"{float(f'{number:.3g}') if is_ratio else number:g}"
