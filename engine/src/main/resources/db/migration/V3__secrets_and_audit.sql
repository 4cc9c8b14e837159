-- Values of secret settings, AES-256-GCM: nonce, then ciphertext with tag.
create table weir_secret (
  connection varchar(255) not null,
  setting varchar(255) not null,
  reference varchar(64) not null,
  sealed bytea not null,
  stored_at timestamptz not null default now(),
  primary key (connection, setting, reference)
);

create table audit_log (
  id bigserial primary key,
  at timestamptz not null default now(),
  actor varchar(255) not null,
  action varchar(255) not null,
  resource varchar(512) not null,
  outcome varchar(32) not null,
  error_code varchar(32),
  change jsonb not null default '{}'
);

create index audit_log_at on audit_log (at);
create index audit_log_actor on audit_log (actor, id);
create index audit_log_resource on audit_log (resource, id);
