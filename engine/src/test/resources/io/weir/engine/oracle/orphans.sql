-- One round: every record is judged by what stood at its beginning, and counts for the first of its
-- foreign keys that names nothing.
CREATE OR REPLACE TABLE orphan AS
SELECT h.m, h.t, h.s, h.r, min(h.c) AS c
FROM held h JOIN record x USING (m, t, s, r)
JOIN input_reference f ON f.m = h.m AND f.t = h.t AND f.c = h.c
WHERE x.stays AND h.same IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM held p JOIN record y USING (m, t, s, r)
    WHERE y.stays AND p.m = h.m AND p.t = f.parent_t AND p.c = f.parent_c AND p.same = h.same)
GROUP BY h.m, h.t, h.s, h.r;

INSERT INTO found
SELECT m, t, s, c, 'ORPHAN_DROPPED', getvariable('round'), count(*) FROM orphan GROUP BY m, t, s, c;

UPDATE record SET stays = false
FROM orphan WHERE record.m = orphan.m AND record.t = orphan.t AND record.s = orphan.s AND record.r = orphan.r;
