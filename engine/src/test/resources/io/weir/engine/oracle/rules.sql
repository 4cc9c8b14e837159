-- What stands in each format, in the standard form of its type; nothing if it is not of the format.
CREATE OR REPLACE TABLE formed AS
SELECT type, form, text, CASE
    WHEN form = '' OR type = 'string' THEN text
    WHEN form = 'Y|N' THEN CASE text WHEN 'Y' THEN 'true' WHEN 'N' THEN 'false' END
    WHEN form = '#,##0' AND regexp_full_match(text, '[+-]?[0-9]{1,3}(,[0-9]{3})*') THEN replace(text, ',', '')
    WHEN form = '#,##0.00' AND regexp_full_match(text, '[+-]?[0-9]{1,3}(,[0-9]{3})*\.[0-9]{2}')
      THEN replace(text, ',', '')
    WHEN form = '#.##0,00' AND regexp_full_match(text, '[+-]?[0-9]{1,3}(\.[0-9]{3})*,[0-9]{2}')
      THEN replace(replace(text, '.', ''), ',', '.')
    WHEN form = '0%' AND regexp_full_match(text, '[+-]?[0-9]+%')
      THEN CASE WHEN TRY_CAST(ltrim(rtrim(text, '%'), '+') AS HUGEINT) % 100 = 0
        THEN (TRY_CAST(ltrim(rtrim(text, '%'), '+') AS HUGEINT) // 100)::VARCHAR END
    WHEN form = '0.0%' AND regexp_full_match(text, '[+-]?[0-9]+\.[0-9]%') THEN rtrim(text, '%') || 'e-2'
    WHEN form = '0.00E+00' AND regexp_full_match(text, '[+-]?[0-9]+\.[0-9]{2}E[+-][0-9]{2,}') THEN text
    WHEN form = 'HH:mm' AND regexp_full_match(text, '[0-9]{2}:[0-9]{2}') THEN text
    WHEN form = 'HHmmss' AND regexp_full_match(text, '[0-9]{6}')
      THEN left(text, 2) || ':' || substr(text, 3, 2) || ':' || right(text, 2)
    WHEN form = 'HH:mm:ss.SSS' AND regexp_full_match(text, '[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?') THEN text
    WHEN form = 'HH:mm:ssXXX' AND regexp_full_match(text, '[0-9]{2}:[0-9]{2}:[0-9]{2}Z') THEN left(text, 8)
    WHEN form = 'HH:mm:ssXXX' AND regexp_full_match(text, '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-](0[0-9]|1[0-7]):[0-5][0-9]')
      THEN strftime(TRY_CAST('2000-01-02 ' || left(text, 8) AS TIMESTAMP)
        - to_minutes((substr(text, 9, 1) || '1')::INT * (substr(text, 10, 2)::INT * 60 + right(text, 2)::INT)), '%H:%M:%S')
    WHEN form = 'M/d/yyyy HH:mm' AND regexp_full_match(text, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4} [0-9]{2}:[0-9]{2}')
      THEN left(split_part(text, '/', 3), 4) || '-' || lpad(split_part(text, '/', 1), 2, '0') || '-'
        || lpad(split_part(text, '/', 2), 2, '0') || 'T' || right(text, 5)
    WHEN form = 'yyyy-MM-ddTHH:mm:ssXXX' AND
      regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})') THEN text
    WHEN form = 'dd.MM.yyyy HH:mm:ss.SSSSSS' AND
      regexp_full_match(text, '[0-9]{2}\.[0-9]{2}\.[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?')
      THEN substr(text, 7, 4) || '-' || substr(text, 4, 2) || '-' || left(text, 2) || 'T' || substr(text, 12)
    WHEN form = 'dd.MM.yyyy' AND regexp_full_match(text, '[0-9]{2}\.[0-9]{2}\.[0-9]{4}')
      THEN right(text, 4) || '-' || substr(text, 4, 2) || '-' || left(text, 2)
    WHEN form = 'M/d/yyyy' AND regexp_full_match(text, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}')
      THEN split_part(text, '/', 3) || '-' || lpad(split_part(text, '/', 1), 2, '0') || '-'
        || lpad(split_part(text, '/', 2), 2, '0') END AS standard
FROM (
  SELECT DISTINCT type, form, text FROM (
    SELECT type, form, text FROM input_value JOIN input_column USING (m, t, c) WHERE NOT nested OR type = 'json'
    UNION ALL SELECT type, form, replacement FROM input_column)
  WHERE text IS NOT NULL);

-- Every text as every type it must be read as. value: what it is read as. ord (for doubles num):
-- orders the values of a type. same: equal for equal values.
CREATE OR REPLACE TABLE asked AS
SELECT DISTINCT type, text FROM (
  SELECT type, standard AS text FROM formed
  UNION ALL SELECT type, replacement FROM input_column
  UNION ALL SELECT type, lowest FROM input_column
  UNION ALL SELECT type, highest FROM input_column)
WHERE text IS NOT NULL;

CREATE OR REPLACE TABLE lexicon (
  type VARCHAR, text VARCHAR, value VARCHAR, ord VARCHAR, num DOUBLE, same VARCHAR);

INSERT INTO lexicon
SELECT type, text, text, text, NULL, text FROM asked WHERE type = 'string';

INSERT INTO lexicon
SELECT type, text, value, NULL, NULL, value
FROM (SELECT type, text, CASE WHEN text IN ('true', '1') THEN 'true' ELSE 'false' END AS value
      FROM asked WHERE type = 'boolean' AND text IN ('true', 'false', '1', '0'));

INSERT INTO lexicon
SELECT type, text, n::VARCHAR, lpad((n + 9223372036854775808)::VARCHAR, 20, '0'), NULL, n::VARCHAR
FROM (SELECT type, text, TRY_CAST(ltrim(text, '+') AS HUGEINT) AS n
      FROM asked WHERE type = 'integer' AND regexp_full_match(text, '[+-]?[0-9]+'))
WHERE n BETWEEN -9223372036854775808 AND 9223372036854775807;

INSERT INTO lexicon
WITH parts AS (
  SELECT type, text, left(text, 1) = '-' AS minus,
    regexp_extract(text, '^[+-]?([0-9]*)', 1) AS whole,
    regexp_extract(text, '\.([0-9]*)', 1) AS fraction,
    TRY_CAST(coalesce(nullif(ltrim(regexp_extract(text, '[eE]([+-]?[0-9]+)$', 1), '+'), ''), '0') AS INT) AS exponent
  FROM asked
  WHERE type = 'decimal' AND length(text) <= 2048
    AND regexp_full_match(text, '[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?')),
shifted AS (
  SELECT type, text, minus, whole || fraction AS digits, length(whole) + exponent AS point
  FROM parts WHERE abs(exponent) <= 3000),
plain AS (
  SELECT type, text, minus,
    ltrim(CASE WHEN point <= 0 THEN '' ELSE rpad(left(digits, point), point::INT, '0') END, '0') AS before,
    CASE WHEN point <= 0 THEN repeat('0', -point) || digits ELSE substr(digits, point + 1) END AS behind
  FROM shifted),
signed AS (
  SELECT type, text, before, behind, rtrim(behind, '0') AS decimals,
    CASE WHEN minus AND (before <> '' OR rtrim(behind, '0') <> '') THEN '-' ELSE '' END AS sign
  FROM plain WHERE length(before) <= 1000 AND length(behind) <= 1000),
sized AS (
  SELECT *, lpad(length(before)::VARCHAR, 4, '0') || before || '.' || decimals AS magnitude FROM signed)
SELECT type, text,
  sign || CASE WHEN before = '' THEN '0' ELSE before END || CASE WHEN behind = '' THEN '' ELSE '.' || behind END,
  CASE WHEN sign = '' THEN '1' || magnitude
       ELSE '0' || translate(magnitude, '0123456789', '9876543210') || '~' END,
  NULL,
  sign || CASE WHEN before = '' THEN '0' ELSE before END || '.' || decimals
FROM sized;

INSERT INTO lexicon
SELECT type, text, num::VARCHAR, NULL, num, CASE WHEN num = 0 THEN '0.0' ELSE num::VARCHAR END
FROM (SELECT type, text, CASE text
        WHEN 'INF' THEN 'Infinity'::DOUBLE
        WHEN '-INF' THEN '-Infinity'::DOUBLE
        WHEN 'NaN' THEN 'NaN'::DOUBLE
        ELSE CASE WHEN regexp_full_match(text, '[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?')
             THEN TRY_CAST(ltrim(text, '+') AS DOUBLE) END END AS num
      FROM asked WHERE type = 'double')
WHERE num IS NOT NULL AND (NOT isinf(num) OR text IN ('INF', '-INF'));

INSERT INTO lexicon
SELECT type, text, text, text, NULL, text
FROM asked
WHERE type = 'date' AND regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(text AS DATE) IS NOT NULL;

CREATE OR REPLACE MACRO is_time(x) AS
  regexp_full_match(x, '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?');
CREATE OR REPLACE MACRO full_time(x) AS
  rpad(CASE length(x) WHEN 5 THEN x || ':00.' WHEN 8 THEN x || '.' ELSE x END, 15, '0');

INSERT INTO lexicon
SELECT type, text, full_time(text), full_time(text), NULL, full_time(text)
FROM asked WHERE type = 'time' AND is_time(text);

-- A datetime is told as microseconds since 1970 in UTC, and must lie in the years 0000 to 9999 there.
INSERT INTO lexicon
WITH parts AS (
  SELECT type, text, left(text, 10) AS day,
    regexp_extract(text, '^.{10}[T ]([0-9:.]*)', 1) AS clock,
    regexp_extract(text, '(Z|[+-][0-9]{2}(:?[0-9]{2})?)?$', 1) AS zone
  FROM asked
  WHERE type = 'datetime'
    AND regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|[+-][0-9]{2}(:?[0-9]{2})?)?')),
zones AS (
  SELECT *,
    CASE WHEN zone IN ('', 'Z') THEN 0 ELSE substr(zone, 2, 2)::INT END AS hours,
    CASE WHEN length(zone) < 5 THEN 0 ELSE right(zone, 2)::INT END AS minutes
  FROM parts WHERE is_time(clock)),
moments AS (
  SELECT type, text,
    epoch_us(TRY_CAST(day || ' ' || full_time(clock) AS TIMESTAMP))
      - (CASE left(zone, 1) WHEN '-' THEN -1 ELSE 1 END) * (hours * 60 + minutes)::BIGINT * 60000000 AS micros
  FROM zones WHERE minutes <= 59 AND hours * 60 + minutes <= 18 * 60)
SELECT type, text, micros::VARCHAR, lpad((micros + 62167219200000000)::VARCHAR, 20, '0'), NULL, micros::VARCHAR
FROM moments WHERE micros BETWEEN -62167219200000000 AND 253402300799999999;

INSERT INTO lexicon
SELECT type, text, text, NULL, NULL, text
FROM asked
WHERE type = 'binary'
  AND regexp_full_match(text, '([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?');

-- DuckDB's reader forgives commas before a bracket, numbers that are none, and comments; we do not.
INSERT INTO lexicon
SELECT type, text, text, NULL, NULL, text
FROM asked
WHERE type = 'json' AND json_valid(text)
  AND NOT regexp_matches(regexp_replace(text, '"(\\.|[^"\\])*"', '""', 'g'), ',\s*[\]}]|[nN]a[nN]|[iI]nf|/');

CREATE OR REPLACE MACRO is_less(type, ord, num, other_ord, other_num) AS
  CASE WHEN type = 'double' THEN num < other_num ELSE ord < other_ord END;

-- The types that are narrower than what they are read as.
CREATE OR REPLACE MACRO type_low(name) AS CASE name
  WHEN 'int' THEN -2147483648 WHEN 'short' THEN -32768 WHEN 'byte' THEN -128
  WHEN 'unsignedInt' THEN 0 WHEN 'unsignedByte' THEN 0 WHEN 'nonNegativeInteger' THEN 0 WHEN 'unsignedLong' THEN 0
  ELSE -9223372036854775808 END::HUGEINT;
CREATE OR REPLACE MACRO type_high(name) AS CASE name
  WHEN 'int' THEN 2147483647 WHEN 'short' THEN 32767 WHEN 'byte' THEN 127
  WHEN 'unsignedInt' THEN 4294967295 WHEN 'unsignedByte' THEN 255
  WHEN 'unsignedLong' THEN 18446744073709551615 ELSE 9223372036854775807 END::HUGEINT;
CREATE OR REPLACE MACRO is_allowed(type, datatype, form, min_length, max_length, value, standard) AS
  CASE type
    WHEN 'string' THEN length(value) BETWEEN min_length AND max_length
      AND (form = '' OR regexp_full_match(value, CASE form WHEN '' THEN 'x' ELSE form END))
    WHEN 'binary' THEN length(value) // 4 * 3 - (length(value) - length(rtrim(value, '='))) BETWEEN min_length AND max_length
    WHEN 'integer' THEN coalesce(TRY_CAST(value AS HUGEINT) BETWEEN type_low(datatype) AND type_high(datatype), false)
    WHEN 'decimal' THEN datatype <> 'unsignedLong' OR
      (regexp_full_match(standard, '[+-]?[0-9]+') AND coalesce(TRY_CAST(ltrim(standard, '+') AS HUGEINT) BETWEEN type_low(datatype) AND type_high(datatype), false))
    ELSE true END;

-- The value next to a bound, where the type has one.
CREATE OR REPLACE MACRO beside(type, value, step) AS CASE type
  WHEN 'integer' THEN (TRY_CAST(value AS HUGEINT) + step)::VARCHAR
  WHEN 'datetime' THEN (TRY_CAST(value AS HUGEINT) + step)::VARCHAR
  WHEN 'date' THEN (TRY_CAST(value AS DATE) + step)::VARCHAR
  WHEN 'time' THEN strftime(TRY_CAST('2000-01-01 ' || value AS TIMESTAMP) + to_microseconds(step), '%H:%M:%S.%f')
  END;

-- Each value by itself: null texts, type, empty, range.
CREATE OR REPLACE TABLE judged AS
WITH typed AS (
  SELECT v.m, v.t, v.s, v.r, v.c, col.*, word.value, word.ord, word.num, word.same,
    v.text IS NULL OR (NOT v.nested AND nothing.text IS NOT NULL) AS absent,
    word.value IS NULL OR NOT is_allowed(col.type, col.datatype, col.form, col.min_length, col.max_length, word.value, f.standard)
      AS unreadable
  FROM input_value v
  JOIN (SELECT m AS cm, t AS ct, c AS cc, * EXCLUDE (m, t, c) FROM input_column) col ON cm = v.m AND ct = v.t AND cc = v.c
  LEFT JOIN input_null nothing ON nothing.m = v.m AND nothing.t = v.t AND nothing.c = v.c AND nothing.text = v.text
  LEFT JOIN formed f ON f.type = col.type AND f.form = col.form AND f.text = v.text AND (NOT v.nested OR col.type = 'json')
  LEFT JOIN lexicon word ON word.type = f.type AND word.text = f.standard),
emptied AS (
  SELECT *, NOT absent AND unreadable AS violates, absent OR (unreadable AND on_violation = 'empty') AS empty FROM typed),
ranged AS (
  SELECT e.*, CASE WHEN without_lowest THEN beside(e.type, low.value, 1) ELSE low.value END AS low_value,
    CASE WHEN without_lowest THEN beside(e.type, low.value, 1) ELSE low.same END AS low_same, CASE WHEN without_highest THEN beside(e.type, high.value, -1) ELSE high.value END AS high_value,
    CASE WHEN without_highest THEN beside(e.type, high.value, -1) ELSE high.same END AS high_same,
    instead.value AS instead_value, instead.same AS instead_same,
    NOT violates AND NOT empty AND e.type = 'double' AND (lowest IS NOT NULL OR highest IS NOT NULL) AND isnan(e.num) AS nan,
    NOT violates AND NOT empty AND coalesce(CASE WHEN without_lowest THEN NOT is_less(e.type, low.ord, low.num, e.ord, e.num)
      ELSE is_less(e.type, e.ord, e.num, low.ord, low.num) END, false) AS below,
    NOT violates AND NOT empty AND coalesce(CASE WHEN without_highest THEN NOT is_less(e.type, e.ord, e.num, high.ord, high.num)
      ELSE is_less(e.type, high.ord, high.num, e.ord, e.num) END, false) AS above
  FROM emptied e
  LEFT JOIN lexicon low ON low.type = e.type AND low.text = lowest
  LEFT JOIN lexicon high ON high.type = e.type AND high.text = highest
  LEFT JOIN formed i ON i.type = e.type AND i.form = e.form AND i.text = replacement
  LEFT JOIN lexicon instead ON instead.type = e.type AND instead.text = coalesce(i.standard, replacement))
SELECT m, t, s, r, c,
  CASE WHEN violates AND on_violation = 'fail' THEN 'FAIL'
       WHEN violates AND on_violation = 'drop' THEN 'TYPE_VIOLATION_DROPPED'
       WHEN empty AND on_empty = 'drop' THEN 'EMPTY_DROPPED'
       WHEN nan OR ((below OR above) AND on_range = 'drop') THEN 'OUT_OF_RANGE_DROPPED' END AS drops,
  violates AND on_violation = 'empty' AS was_violation,
  empty AND on_empty = 'pass' AS passes,
  empty AND on_empty = 'replace' AS replaces,
  NOT nan AND (below OR above) AND on_range = 'clamp' AS clamps,
  CASE WHEN empty AND on_empty = 'replace' THEN instead_value WHEN empty THEN NULL
       WHEN below THEN low_value WHEN above THEN high_value ELSE value END AS value,
  CASE WHEN empty AND on_empty = 'replace' THEN instead_same WHEN empty THEN NULL
       WHEN below THEN low_same WHEN above THEN high_same ELSE same END AS same
FROM ranged;

-- The first column that drops a record is the last that is looked at.
CREATE OR REPLACE TABLE dropped AS
SELECT m, t, s, r, min(c) AS c FROM judged WHERE drops IS NOT NULL GROUP BY m, t, s, r;

CREATE OR REPLACE TABLE seen AS
SELECT j.* FROM judged j LEFT JOIN dropped d USING (m, t, s, r) WHERE d.c IS NULL OR j.c <= d.c;

INSERT INTO found
SELECT m, t, s, c, rule, 0, count(*) FROM (
  SELECT m, t, s, c, drops AS rule FROM seen WHERE drops <> 'FAIL'
  UNION ALL SELECT m, t, s, c, 'TYPE_VIOLATION_EMPTIED' FROM seen WHERE was_violation
  UNION ALL SELECT m, t, s, c, 'EMPTY_PASSED' FROM seen WHERE passes
  UNION ALL SELECT m, t, s, c, 'EMPTY_REPLACED' FROM seen WHERE replaces
  UNION ALL SELECT m, t, s, c, 'OUT_OF_RANGE_CLAMPED' FROM seen WHERE clamps)
GROUP BY ALL;

INSERT INTO found
SELECT m, t, s, NULL, 'EXTRA_FIELD_IGNORED', 0, sum(extra_fields)
FROM input_record JOIN input_source USING (m, t, s) WHERE on_extra_fields = 'count' GROUP BY m, t, s;

INSERT INTO failure
SELECT m, t, s, CASE WHEN header THEN NULL ELSE min(r) END, NULL, 'EXTRA_FIELD'
FROM input_record JOIN input_source USING (m, t, s)
WHERE on_extra_fields = 'refuse' AND extra_fields > 0 GROUP BY m, t, s, header;

INSERT INTO found
SELECT m, t, s, NULL, 'TOO_FEW_RECORDS', 0, minimum_records - count(r)
FROM input_source LEFT JOIN input_record USING (m, t, s)
GROUP BY m, t, s, minimum_records HAVING count(r) < minimum_records;

INSERT INTO failure
SELECT m, t, s, NULL, NULL, 'TOO_FEW_RECORDS'
FROM input_source LEFT JOIN input_record USING (m, t, s) WHERE on_too_few = 'fail'
GROUP BY m, t, s, minimum_records HAVING count(r) < minimum_records;

INSERT INTO failure
SELECT m, t, s, NULL, lacks_column, 'COLUMN_MISSING' FROM input_source WHERE lacks_column IS NOT NULL;

-- A source fails at its first record that must fail.
INSERT INTO failure
SELECT m, t, s, min(r), arg_min(c, r), 'TYPE_VIOLATION' FROM seen WHERE drops = 'FAIL' GROUP BY m, t, s;

CREATE OR REPLACE TABLE record AS
SELECT m, t, s, r, true AS stays
FROM input_record i WHERE NOT EXISTS (FROM dropped d WHERE d.m = i.m AND d.t = i.t AND d.s = i.s AND d.r = i.r);

-- delivered is what the source delivered, after the rules; value and same may get a new key.
CREATE OR REPLACE TABLE held AS
SELECT m, t, s, r, c, value, same, same AS delivered FROM seen JOIN record USING (m, t, s, r);
