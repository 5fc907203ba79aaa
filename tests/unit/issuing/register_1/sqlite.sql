-- The tables of a register of version 1, as version 0.1 made them.
CREATE TABLE lists (
    id INTEGER NOT NULL,
    kind VARCHAR(12) NOT NULL,
    uri TEXT NOT NULL,
    size INTEGER NOT NULL,
    used INTEGER NOT NULL,
    closed BOOLEAN NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uri)
);
CREATE TABLE sessions (
    id VARCHAR(32) NOT NULL,
    started BIGINT NOT NULL,
    ended BIGINT,
    PRIMARY KEY (id)
);
CREATE TABLE settings (
    name VARCHAR(40) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE credentials (
    id INTEGER NOT NULL,
    credential_id VARCHAR(64) NOT NULL,
    external_id TEXT,
    part TEXT NOT NULL,
    content VARCHAR(64) NOT NULL,
    holder VARCHAR(64),
    state VARCHAR(8) NOT NULL,
    status VARCHAR(9) NOT NULL,
    superseded BOOLEAN NOT NULL,
    session VARCHAR(32) NOT NULL,
    reserved BIGINT NOT NULL,
    issued BIGINT,
    valid_from BIGINT,
    valid_until BIGINT,
    sealed BLOB,
    path TEXT,
    PRIMARY KEY (id),
    UNIQUE (credential_id),
    FOREIGN KEY(session) REFERENCES sessions (id)
);
CREATE INDEX credentials_by_holder ON credentials (holder);
CREATE INDEX credentials_by_session ON credentials (session, state);
CREATE UNIQUE INDEX credentials_once ON credentials (external_id, part) WHERE external_id IS NOT NULL AND superseded = 0;
CREATE TABLE events (
    id INTEGER NOT NULL,
    credential INTEGER NOT NULL,
    at BIGINT NOT NULL,
    event VARCHAR(20) NOT NULL,
    reason TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(credential) REFERENCES credentials (id)
);
CREATE INDEX ix_events_credential ON events (credential);
CREATE TABLE renderings (
    credential INTEGER NOT NULL,
    mechanism VARCHAR(20) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    PRIMARY KEY (credential, mechanism),
    FOREIGN KEY(credential) REFERENCES credentials (id)
);
CREATE INDEX ix_renderings_digest ON renderings (digest);
CREATE TABLE slots (
    list INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    credential INTEGER NOT NULL,
    PRIMARY KEY (list, "index"),
    FOREIGN KEY(list) REFERENCES lists (id),
    FOREIGN KEY(credential) REFERENCES credentials (id)
);
CREATE INDEX ix_slots_credential ON slots (credential);
