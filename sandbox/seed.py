"""The first hundred customers of the bank: made up, the same on every machine."""

import sqlite3
from datetime import date, timedelta
from random import Random

CUSTOMERS = 100
CURRENCY = "EUR"
# Dates count back from a fixed day, so that two installations hold the same book.
TODAY = date(2026, 1, 31)

FIRST_NAMES = (
    "Amara", "Bruno", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas",
    "Keiko", "Liam", "Mona", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Samir", "Tove",
)  # fmt: skip
LAST_NAMES = ("Almeida", "Berger", "Costa", "Dubois", "Eriksen", "Fischer", "Grant", "Haddad", "Ivanova", "Jansen")
FEES = (
    ("Card replacement", 800), ("Cash withdrawal abroad", 350), ("Account overdraft", 1900),
    ("Monthly account fee", 490), ("International transfer", 1250), ("Currency exchange", 620),
    ("Top-up by card", 150), ("Express card delivery", 2900), ("Legal order handling", 14500),
    ("Card payment abroad", 220),
)  # fmt: skip
SHOPS = (
    "Corner Grocer",
    "City Transit",
    "Bright Energy",
    "Paper & Ink",
    "Northside Rent",
    "Pet Corner",
    "Online Market",
)


def customer_id(n: int) -> str:
    """The id of customer n, 0 to 99."""
    return f"C{n:03d}"


def customer_email(n: int) -> str:
    """The e-mail address of customer n."""
    return f"customer{n:03d}@bank.example"


def plant(db: sqlite3.Connection) -> None:
    """Write all customers with what they hold into an empty book."""
    for n in range(CUSTOMERS):
        dice = Random(7_000 + n)  # noqa: S311 (play data, not a secret)
        _customer(db, n, dice)
        _account_and_card(db, n, dice)
        _fees(db, n, dice)
        _payments(db, n, dice)


def _customer(db: sqlite3.Connection, n: int, dice: Random) -> None:
    name = f"{FIRST_NAMES[n % 20]} {LAST_NAMES[(n // 20 + n) % 10]}"
    tier = "premium" if n % 10 == 0 else "plus" if n % 3 == 0 else "standard"
    status = "restricted" if n % 33 == 32 else "active"
    since = TODAY - timedelta(days=dice.randrange(90, 4000))
    row = (customer_id(n), name, customer_email(n), f"+49 30 5550 {n:04d}", tier, status, since.isoformat())
    db.execute("INSERT INTO customers VALUES (?,?,?,?,?,?,?)", row)


def _account_and_card(db: sqlite3.Connection, n: int, dice: Random) -> None:
    owner, main = customer_id(n), f"A{n:03d}-1"
    balance = dice.randrange(5_000, 900_000)
    db.execute("INSERT INTO accounts VALUES (?,?,?,?,?,?)", (main, owner, _number(n, 1), "current", balance, CURRENCY))
    if n % 4 == 0:
        savings = (f"A{n:03d}-2", owner, _number(n, 2), "savings", dice.randrange(100_000, 5_000_000), CURRENCY)
        db.execute("INSERT INTO accounts VALUES (?,?,?,?,?,?)", savings)
    status = "blocked" if n % 25 == 24 else "active"
    expires = date(2026 + dice.randrange(0, 5), dice.randrange(3, 13), 1) - timedelta(days=1)
    card = (f"K{n:03d}-1", owner, main, "debit", f"{dice.randrange(10_000):04d}", status, expires.isoformat(), "")
    db.execute("INSERT INTO cards VALUES (?,?,?,?,?,?,?,?)", card)


def _number(n: int, which: int) -> str:
    return f"DE00 5000 0000 {which:04d} 0000 {n:02d}"


def _fees(db: sqlite3.Connection, n: int, dice: Random) -> None:
    day = TODAY - timedelta(days=dice.randrange(1, 20))
    for which in range(3, 0, -1):
        reason, minor = FEES[(n + 3 * which) % len(FEES)]
        # Every fifth customer still owes the latest fee.
        status = "open" if which == 3 and n % 5 == 0 else "paid"
        fee = (f"F{n:03d}-{which}", customer_id(n), f"A{n:03d}-1", reason, minor, 0, CURRENCY, status, day.isoformat())
        db.execute("INSERT INTO invoices VALUES (?,?,?,?,?,?,?,?,?)", fee)
        day -= timedelta(days=dice.randrange(5, 60))


def _payments(db: sqlite3.Connection, n: int, dice: Random) -> None:
    day = TODAY
    for which in range(5, 0, -1):
        day -= timedelta(days=dice.randrange(0, 6))
        status = "pending" if which == 5 and n % 6 == 0 else "done"
        minor = -dice.randrange(150, 25_000)
        payment = (f"P{n:03d}-{which}", customer_id(n), f"A{n:03d}-1", dice.choice(SHOPS), minor, CURRENCY, status)
        db.execute("INSERT INTO payments VALUES (?,?,?,?,?,?,?,?)", (*payment, day.isoformat()))
