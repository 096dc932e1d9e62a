-- Decisions made in one go share the event_id of their first; NULL where a decision was made alone.

ALTER TABLE events ADD COLUMN batch INTEGER;
