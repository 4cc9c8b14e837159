-- How far the views have followed the journal; the tables of Pekko Projection JDBC 1.0.
create table pekko_projection_offset_store (
  projection_name varchar(255) not null,
  projection_key varchar(255) not null,
  current_offset varchar(255) not null,
  manifest varchar(4) not null,
  mergeable boolean not null,
  last_updated bigint not null,
  primary key (projection_name, projection_key)
);

create index projection_name_index on pekko_projection_offset_store (projection_name);

create table pekko_projection_management (
  projection_name varchar(255) not null,
  projection_key varchar(255) not null,
  paused boolean not null,
  last_updated bigint not null,
  primary key (projection_name, projection_key)
);

-- Lists. All have the same shape: position orders the list, within names the thing an entry belongs to,
-- active marks entries with work to do, entry is what callers see. They can be dropped and made anew from
-- the journal.
create table view_script (
  id varchar(512) primary key, position varchar(600) not null, within varchar(255) not null,
  active boolean not null, entry json not null);
create table view_module_version (like view_script including all);
create table view_connection (like view_script including all);
create table view_task (like view_script including all);
create table view_run (like view_script including all);
create table view_outbox (like view_script including all);

-- Positions are compared byte by byte, so that pages do not depend on the database's locale.
create unique index on view_script (position collate "C");
create unique index on view_module_version (position collate "C");
create unique index on view_connection (position collate "C");
create unique index on view_task (position collate "C");
create unique index on view_run (position collate "C");
create unique index on view_outbox (position collate "C");
create index on view_module_version (within, position collate "C");
create index on view_run (within, position collate "C");
create index on view_run (id) where active;
