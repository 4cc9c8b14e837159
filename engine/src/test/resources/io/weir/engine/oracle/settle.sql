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
