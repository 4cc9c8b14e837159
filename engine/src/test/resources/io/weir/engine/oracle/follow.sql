-- The records a source delivered for a parent of its own follow that parent to its new key. Where it
-- delivered several parents of one key, the first is meant.
CREATE OR REPLACE TABLE parent AS
SELECT k.m, k.t, k.c, i.system, k.delivered,
  arg_min(k.same, k.r) AS same, arg_min(k.value, k.r) AS value
FROM held k JOIN input_table b ON b.m = k.m AND b.t = k.t AND b.key_column = k.c
JOIN input_source i ON i.m = k.m AND i.t = k.t AND i.s = k.s
WHERE k.delivered IS NOT NULL
GROUP BY k.m, k.t, k.c, i.system, k.delivered;

CREATE OR REPLACE TABLE follower AS
SELECT h.m, h.t, h.s, h.r, h.c, p.value, p.same
FROM held h JOIN record x USING (m, t, s, r)
JOIN input_reference f ON f.m = h.m AND f.t = h.t AND f.c = h.c
JOIN input_table b ON b.m = h.m AND b.t = h.t
JOIN input_source i ON i.m = h.m AND i.t = h.t AND i.s = h.s
JOIN parent p ON p.m = h.m AND p.t = f.parent_t AND p.c = f.parent_c AND p.system = i.system AND p.delivered = h.delivered
WHERE x.stays AND f.to_key AND p.same <> p.delivered
  AND CASE WHEN getvariable('late') THEN f.late ELSE NOT f.late AND b.level = getvariable('level') END;

INSERT INTO found
SELECT m, t, s, c, 'REFERENCE_FOLLOWED', 0, count(*) FROM follower GROUP BY m, t, s, c;

UPDATE held SET value = follower.value, same = follower.same
FROM follower
WHERE held.m = follower.m AND held.t = follower.t AND held.s = follower.s AND held.r = follower.r AND held.c = follower.c;
