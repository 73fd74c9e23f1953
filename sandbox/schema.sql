-- Amounts are whole minor units beside their currency, times are UTC in text.
CREATE TABLE IF NOT EXISTS customers (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, phone TEXT NOT NULL,
    tier TEXT NOT NULL, status TEXT NOT NULL, since TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS accounts (
    id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers(id), number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, balance_minor INTEGER NOT NULL, currency TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS accounts_of ON accounts(customer_id);
CREATE TABLE IF NOT EXISTS cards (
    id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers(id), account_id TEXT NOT NULL REFERENCES accounts(id),
    kind TEXT NOT NULL, ending TEXT NOT NULL, status TEXT NOT NULL, expires_on TEXT NOT NULL, block_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS cards_of ON cards(customer_id);
CREATE TABLE IF NOT EXISTS invoices (
    id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers(id), account_id TEXT NOT NULL REFERENCES accounts(id),
    reason TEXT NOT NULL, amount_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL, status TEXT NOT NULL, charged_on TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS invoices_of ON invoices(customer_id);
CREATE TABLE IF NOT EXISTS payments (
    id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers(id), account_id TEXT NOT NULL REFERENCES accounts(id),
    counterparty TEXT NOT NULL, amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL, paid_on TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS payments_of ON payments(customer_id);
CREATE TABLE IF NOT EXISTS refunds (
    number INTEGER PRIMARY KEY AUTOINCREMENT, customer_id TEXT NOT NULL REFERENCES customers(id),
    account_id TEXT NOT NULL REFERENCES accounts(id), invoice_id TEXT REFERENCES invoices(id),
    amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS tickets (
    number INTEGER PRIMARY KEY AUTOINCREMENT, customer_id TEXT REFERENCES customers(id), subject TEXT NOT NULL,
    text TEXT NOT NULL, category TEXT NOT NULL, priority TEXT NOT NULL, status TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS tickets_of ON tickets(customer_id);
CREATE TABLE IF NOT EXISTS notes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, customer_id TEXT REFERENCES customers(id),
    ticket_number INTEGER REFERENCES tickets(number), text TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL
);
-- Every effect ever applied, one line each: the proof that nothing was done twice.
CREATE TABLE IF NOT EXISTS records (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, thing TEXT NOT NULL,
    customer_id TEXT, idempotency_key TEXT, method TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS records_by_key ON records(idempotency_key);
-- What was answered under an idempotency key, to be said again word for word.
CREATE TABLE IF NOT EXISTS kept_answers (
    key TEXT PRIMARY KEY, digest TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL, replays INTEGER NOT NULL DEFAULT 0
)
