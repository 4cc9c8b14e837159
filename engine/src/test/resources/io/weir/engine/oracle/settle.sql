-- Records with the same key are a conflict; the first is that of the first source, there the first.
CREATE OR REPLACE TABLE conflict AS
SELECT * FROM (
  SELECT h.m, h.t, h.s, h.r, h.c, h.same, h.value, b.strategy, k.type,
    count(*) OVER (PARTITION BY h.m, h.t, h.same) AS size,
    row_number() OVER (PARTITION BY h.m, h.t, h.same ORDER BY h.s, h.r) AS place
  FROM held h JOIN record x USING (m, t, s, r)
  JOIN input_table b ON b.m = h.m AND b.t = h.t AND b.key_column = h.c
  JOIN input_column k ON k.m = h.m AND k.t = h.t AND k.c = h.c
  WHERE x.stays AND b.level = getvariable('level'))
WHERE size > 1;

INSERT INTO failure
SELECT DISTINCT m, t, NULL::INT, NULL::INT, c, 'KEYS_EXHAUSTED'
FROM conflict WHERE strategy = 'new-keys' AND type IN ('boolean', 'binary', 'json');

-- Where a fresh key may come to stand: in the key, and in what follows it; by column also through
-- keys that are foreign keys. What is joined with any of these must not hold it.
CREATE OR REPLACE TABLE fresh AS
WITH RECURSIVE reach AS (
  SELECT m, t, key_column AS c, t AS at_t, key_column AS at_c
  FROM input_table WHERE level = getvariable('level') AND strategy = 'new-keys' AND key_column IS NOT NULL
  UNION
  SELECT reach.m, reach.t, reach.c, f.t, f.c
  FROM reach JOIN input_reference f ON f.m = reach.m AND f.parent_t = at_t AND f.parent_c = at_c
  WHERE f.to_key)
SELECT * FROM reach;

-- Integers and days that suit all of these: as whole numbers, days since 1970. Only years 1 to 9999.
CREATE OR REPLACE MACRO whole(type, text) AS
  CASE type WHEN 'integer' THEN TRY_CAST(text AS HUGEINT)
    WHEN 'date' THEN (epoch_us(TRY_CAST(text AS TIMESTAMP)) // 86400000000)::HUGEINT END;

CREATE OR REPLACE TABLE room AS
SELECT fresh.m, fresh.t, fresh.c, k.type,
  max(greatest(CASE k.type WHEN 'integer' THEN type_low(k.datatype) ELSE -719162 END,
    coalesce(whole(k.type, lowest) + CASE WHEN without_lowest THEN 1 ELSE 0 END, -9223372036854775808))) AS low,
  min(least(CASE k.type WHEN 'integer' THEN type_high(k.datatype) ELSE 2932896 END,
    coalesce(whole(k.type, highest) - CASE WHEN without_highest THEN 1 ELSE 0 END, 9223372036854775807))) AS high
FROM fresh JOIN input_column k ON k.m = fresh.m AND k.t = at_t AND k.c = at_c
WHERE k.type IN ('integer', 'date')
GROUP BY fresh.m, fresh.t, fresh.c, k.type;

CREATE OR REPLACE TABLE hindrance AS
SELECT DISTINCT room.m, room.t, room.c, whole(room.type, h.same) AS n
FROM room JOIN fresh USING (m, t, c)
JOIN (SELECT m, t, c, t AS joined_t, c AS joined_c FROM input_column
      UNION ALL SELECT m, t, c, parent_t, parent_c FROM input_reference
      UNION ALL SELECT m, parent_t, parent_c, t, c FROM input_reference) pair
  ON pair.m = room.m AND pair.t = at_t AND pair.c = at_c
JOIN held h ON h.m = room.m AND h.t = joined_t AND h.c = joined_c
WHERE whole(room.type, h.same) BETWEEN room.low AND room.high;

INSERT INTO failure
SELECT room.m, room.t, NULL::INT, NULL::INT, room.c, 'KEYS_EXHAUSTED'
FROM room
JOIN (SELECT m, t, c, count(*) AS needed FROM conflict WHERE strategy = 'new-keys' AND place > 1 GROUP BY m, t, c)
  USING (m, t, c)
LEFT JOIN (SELECT m, t, c, count(*) AS taken FROM hindrance GROUP BY m, t, c) USING (m, t, c)
WHERE needed > high - low + 1 - coalesce(taken, 0);

CREATE OR REPLACE TABLE loser AS
SELECT * FROM conflict
WHERE strategy = 'drop-all' OR strategy = 'source-priority' AND place > 1;

CREATE OR REPLACE TABLE renewed AS
SELECT * FROM conflict WHERE strategy = 'new-keys' AND place > 1;

INSERT INTO found SELECT m, t, s, c, 'KEY_CONFLICT', 0, count(*) FROM conflict GROUP BY m, t, s, c;
INSERT INTO found SELECT m, t, s, c, 'KEY_CONFLICT_DROPPED', 0, count(*) FROM loser GROUP BY m, t, s, c;
INSERT INTO found SELECT m, t, s, c, 'KEY_RENEWED', 0, count(*) FROM renewed GROUP BY m, t, s, c;

UPDATE record SET stays = false
FROM loser WHERE record.m = loser.m AND record.t = loser.t AND record.s = loser.s AND record.r = loser.r;

-- Which key is fresh is not settled, only that it is like no other: a mark stands for it.
UPDATE held SET value = mark, same = mark
FROM (SELECT *, chr(1) || 'fresh ' || t || ' ' || s || ' ' || r AS mark FROM renewed) n
WHERE held.m = n.m AND held.t = n.t AND held.s = n.s AND held.r = n.r AND held.c = n.c;
