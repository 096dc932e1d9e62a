-- What a decision says of a reading: the cells that it changes, as a JSON object. Its event is a note, for the closed
-- list of actions cannot grow without copying a log that is only ever appended to.

CREATE TABLE amendments (
    event_id INTEGER PRIMARY KEY REFERENCES events (event_id),
    action TEXT NOT NULL CHECK (action IN ('correct', 'add')),
    cells TEXT NOT NULL
) STRICT;

CREATE TRIGGER amendments_are_not_changed BEFORE UPDATE ON amendments
BEGIN
    SELECT RAISE(ABORT, 'decisions are only appended, never changed');
END;

CREATE TRIGGER amendments_are_not_deleted BEFORE DELETE ON amendments
BEGIN
    SELECT RAISE(ABORT, 'decisions are only appended, never deleted');
END;

-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER amendments_are_not_replaced BEFORE INSERT ON amendments
WHEN EXISTS (SELECT 1 FROM amendments WHERE event_id = NEW.event_id)
BEGIN
    SELECT RAISE(ABORT, 'decisions are only appended, never replaced');
END;

-- A figure that only a person found goes when that is taken back.
CREATE TRIGGER added_figures_go_with_their_undo AFTER INSERT ON events WHEN NEW.undoes IS NOT NULL
BEGIN
    DELETE FROM claims
    WHERE run = (SELECT run FROM runs WHERE run_id = 'by hand')
    AND claim_id = (
        SELECT events.claim_a FROM events JOIN amendments USING (event_id)
        WHERE event_id = NEW.undoes AND amendments.action = 'add'
    );
END;
