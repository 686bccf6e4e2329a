"""ISBN: checks, the other form, a new one of the same publisher."""
import re


def bare(isbn):
    return re.sub(r"[^0-9Xx]", "", isbn).upper()


def check13(twelve):
    return str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(twelve)) % 10)


def check10(nine):
    return "0123456789X"[sum((i + 1) * int(d) for i, d in enumerate(nine)) % 11]


def good(isbn):
    digits = bare(isbn)
    if len(digits) == 13 and digits.isdigit():
        return check13(digits[:12]) == digits[12]
    return len(digits) == 10 and digits[:9].isdigit() and check10(digits[:9]) == digits[9]


def turned(isbn):
    """ISBN-10 as ISBN-13 and back, or nothing."""
    digits = bare(isbn)
    if not good(isbn):
        return ""
    if len(digits) == 10:
        return "978" + digits[:9] + check13("978" + digits[:9])
    return digits[3:12] + check10(digits[3:12]) if digits.startswith("978") else ""


def next_to(isbn, step):
    """Another good number of the same publisher, or nothing."""
    digits = bare(isbn)
    if not good(isbn):
        return ""
    if len(digits) == 10:
        nine = f"{(int(digits[:9]) + step) % 10**9:09d}"
        return nine + check10(nine)
    twelve = f"{int(digits[:12]) + step:012d}"
    return twelve + check13(twelve)
