-- Other whenever a document or a claim is, so that whoever keeps what was read knows when to read it again.

CREATE TABLE content (token BLOB NOT NULL) STRICT;

INSERT INTO content VALUES (randomblob(16));
