-- What the oracle is told: documents and raw texts of many modules at once. A module is m, a table
-- t, a source s (its place in the list), a record r (its place in the source), a column c; all count
-- from 0 in document order. A text that is null is not there.
CREATE OR REPLACE TABLE input_table (
  m INT, t INT, key_column INT, strategy VARCHAR,
  level INT -- the order in which primary keys are settled: parents first
);
CREATE OR REPLACE TABLE input_column (
  m INT, t INT, c INT, type VARCHAR,
  datatype VARCHAR, -- its name in the document: the type, or something narrower
  form VARCHAR,     -- the format; '' for none
  min_length INT, max_length INT,
  on_empty VARCHAR, replacement VARCHAR, on_violation VARCHAR,
  lowest VARCHAR, highest VARCHAR, without_lowest BOOLEAN, without_highest BOOLEAN, on_range VARCHAR
);
CREATE OR REPLACE TABLE input_null (m INT, t INT, c INT, text VARCHAR);
CREATE OR REPLACE TABLE input_reference (
  m INT, t INT, c INT, parent_t INT, parent_c INT,
  to_key BOOLEAN, -- the column referred to is its table's primary key
  late BOOLEAN    -- the parent is not settled before the child: a cycle or the table itself
);
CREATE OR REPLACE TABLE input_source (
  m INT, t INT, s INT, system VARCHAR, on_extra_fields VARCHAR, minimum_records INT,
  on_too_few VARCHAR,
  lacks_column INT, -- the first column of the table that it has not, and must
  header BOOLEAN -- the fields are named once, not in each record
);
CREATE OR REPLACE TABLE input_record (m INT, t INT, s INT, r INT, extra_fields INT);
CREATE OR REPLACE TABLE input_value (
  m INT, t INT, s INT, r INT, c INT, text VARCHAR,
  nested BOOLEAN -- a JSON object or array
);
CREATE OR REPLACE TABLE found (
  m INT, t INT, s INT, c INT, rule VARCHAR, round INT, n BIGINT
);
CREATE OR REPLACE TABLE failure (m INT, t INT, s INT, r INT, c INT, code VARCHAR);
