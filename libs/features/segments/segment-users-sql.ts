/**
 * Who names the segment `$2` of the workspace `$1`, in a rule tree or an audience (`rule_references` is kept by
 * triggers). A kind of thing that comes later needs its trigger, and its part of this union: who it is, and whether it
 * would miss the segment. The list of a static segment does not depend on its tree, and a campaign that is over is not
 * sent again, so these do not block. (Campaigns and
 * sequences stand later in the dependency order; the tables are shared.)
 */
export const FIND_SEGMENT_USERS = `
  WITH holders AS (
    SELECT r.holder_kind, r.holder_id FROM rule_references r
    WHERE r.workspace_id = $1 AND r.kind = 'segment' AND r.ref = $2::uuid::text AND r.holder_id <> $2::uuid
  ), users AS (
    SELECT 'segment' AS kind, s.id, s.name, s.kind AS status, s.kind <> 'static' AS "blocksDeletion"
    FROM holders h JOIN segments s ON h.holder_kind = 'segment' AND s.workspace_id = $1 AND s.id = h.holder_id
    UNION ALL
    SELECT 'campaign', k.id, k.name, k.status, k.status NOT IN ('sent', 'cancelled', 'failed')
    FROM holders h JOIN campaigns k ON h.holder_kind = 'campaign' AND k.workspace_id = $1 AND k.id = h.holder_id
    UNION ALL
    SELECT 'sequence', q.id, q.name, q.status, q.status <> 'archived'
    FROM holders h JOIN sequences q ON h.holder_kind = 'sequence' AND q.workspace_id = $1 AND q.id = h.holder_id
  )
  SELECT * FROM users ORDER BY "blocksDeletion" DESC, id DESC LIMIT 500`;

/** The name stays with the campaigns that name the segment, unless they remember an older one already. */
export const KEEP_NAME_IN_CAMPAIGNS = `
  UPDATE campaigns k SET segment_names = jsonb_build_object(s.id, s.name) || k.segment_names
  FROM rule_references r, segments s
  WHERE r.workspace_id = $1 AND r.kind = 'segment' AND r.ref = $2::uuid::text AND r.holder_kind = 'campaign'
    AND k.workspace_id = $1 AND k.id = r.holder_id AND s.workspace_id = $1 AND s.id = $2::uuid`;
