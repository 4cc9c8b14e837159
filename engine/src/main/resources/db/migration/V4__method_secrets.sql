-- Secrets of anonymization methods, AES-256-GCM under the master key: nonce, then ciphertext with tag.
create table weir_method_secret (
  name varchar(255) not null,
  version integer not null check (version > 0),
  -- Null once it is deleted; the row stays, so that its number is never used again.
  sealed bytea,
  made_at timestamptz not null default now(),
  made_by varchar(255) not null,
  deleted_at timestamptz,
  deleted_by varchar(255),
  primary key (name, version),
  check ((sealed is null) = (deleted_at is not null))
);

-- The idempotency keys of a day.
create table weir_method_secret_call (
  actor varchar(255) not null,
  idempotency_key varchar(255) not null,
  fingerprint varchar(64) not null,
  made_at timestamptz not null default now(),
  primary key (actor, idempotency_key)
);

-- Which version a run works with that asked for the newest.
create table weir_method_secret_use (
  run varchar(255) not null,
  name varchar(255) not null,
  version integer not null,
  primary key (run, name)
);
