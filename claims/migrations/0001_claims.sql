-- Documents with their text, what was read in them, and what people decided. Days and moments are ISO 8601 in UTC.

CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY NOT NULL,
    story TEXT NOT NULL,
    outlet TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT,
    characters INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- A run is a program, a pipeline and rules; the number is the order in which this ledger met them.
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE claims (
    claim_id TEXT PRIMARY KEY NOT NULL,
    doc_id TEXT NOT NULL REFERENCES documents (doc_id),
    run INTEGER NOT NULL REFERENCES runs (run),
    sentence_start INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL,
    kind TEXT NOT NULL,
    low REAL,
    high REAL,
    value REAL,
    modifier TEXT NOT NULL,
    unit TEXT NOT NULL,
    per TEXT NOT NULL,
    dimension TEXT NOT NULL,
    entity TEXT NOT NULL,
    property TEXT NOT NULL,
    scope TEXT NOT NULL,
    modality TEXT NOT NULL,
    source TEXT NOT NULL,
    source_surface TEXT NOT NULL,
    source_start INTEGER,
    source_end INTEGER,
    cue TEXT NOT NULL,
    source_chain TEXT NOT NULL,
    aspect TEXT NOT NULL,
    as_of TEXT,
    checkable INTEGER NOT NULL,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL
) STRICT;

CREATE INDEX claims_by_document ON claims (doc_id);

CREATE TABLE rejected (
    doc_id TEXT NOT NULL REFERENCES documents (doc_id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX rejected_by_document ON rejected (doc_id, start);

CREATE TABLE events (
    event_id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('flag', 'accept', 'different', 'same', 'exclude', 'note', 'undo')),
    claim_a TEXT NOT NULL,
    claim_b TEXT NOT NULL,
    note TEXT NOT NULL,
    undoes INTEGER UNIQUE REFERENCES events (event_id),
    CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;

CREATE INDEX events_by_claim_a ON events (claim_a);
CREATE INDEX events_by_claim_b ON events (claim_b);

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'decisions are only appended, never changed');
END;

CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'decisions are only appended, never deleted');
END;

-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id OR undoes = NEW.undoes)
BEGIN
    SELECT RAISE(ABORT, 'decisions are only appended, never replaced');
END;
