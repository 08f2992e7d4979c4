import type { SegmentData } from './segment-data';

/** One reference tree with the best statements that people wrote for the same question; the fastest of them is the mark. */
export interface Question {
  name: string;
  rules: object[];
  /** What stands after `FROM contacts c WHERE c.workspace_id = $1 AND`; times are written as `{days:30}` before now. */
  byHand: string[];
}

const opened = `e.workspace_id = $1 AND e.name = 'email.opened'`;
const ordered = `e.workspace_id = $1 AND e.name = 'order.placed'`;
const NEAR = `power(sin(radians(c.latitude - 38.72) / 2), 2)
  + cos(radians(38.72)) * cos(radians(c.latitude)) * power(sin(radians(c.longitude + 9.14) / 2), 2)`;

/** Each question in at least one form; where the best form is not plain, in several. */
export function questions(data: SegmentData): Question[] {
  return [...aboutFields(data), ...aboutEvents(data), ...mixed(data)];
}

function aboutFields(data: SegmentData): Question[] {
  const score = `(c.attributes ->> 'score')::numeric`;
  const everyScore = `SELECT percentile_disc(0.1) WITHIN GROUP (ORDER BY (p.attributes ->> 'score')::numeric DESC)
    FROM contacts p WHERE p.workspace_id = $1 AND p.attributes ? 'score'`;
  return [
    {
      name: 'column and switch',
      rules: [
        { field: 'country', op: 'is', value: 'PT' },
        { field: 'trackingConsent', op: 'isTrue' },
      ],
      byHand: [`c.country = 'PT' AND c.tracking_consent`],
    },
    {
      name: 'three conditions on custom fields',
      rules: [
        { field: 'attributes.plan', op: 'isAnyOf', value: ['pro', 'team'] },
        { field: 'attributes.score', op: 'gte', value: 50 },
        { field: 'attributes.lifeStage', op: 'isNot', value: 'retired' },
      ],
      byHand: [
        `c.attributes ->> 'plan' IN ('pro', 'team') AND ${score} >= 50 AND c.attributes ->> 'lifeStage' IS DISTINCT FROM 'retired'`,
        `c.attributes ->> 'plan' IN ('pro', 'team') AND (c.attributes -> 'score')::numeric >= 50 AND c.attributes ->> 'lifeStage' IS DISTINCT FROM 'retired'`,
        `c.attributes @@ '($.plan == "pro" || $.plan == "team") && $.score >= 50 && !($.lifeStage == "retired")'`,
      ],
    },
    {
      name: 'texts without case and accents',
      rules: [
        { field: 'city', op: 'is', value: 'evora' },
        { field: 'attributes.profession', op: 'contains', value: 'ENGINEER' },
      ],
      byHand: [
        `fold(c.city) = 'evora' AND strpos(fold(c.attributes ->> 'profession'), 'engineer') > 0`,
        `fold(c.city) = 'evora' AND c.attributes ->> 'profession' ILIKE '%engineer%'`,
      ],
    },
    {
      name: 'top 10 % by a number',
      rules: [{ field: 'attributes.score', op: 'isTopPercent', value: 10 }],
      byHand: [
        `${score} >= (${everyScore})`,
        `(c.attributes -> 'score')::numeric >= (${everyScore.replace("(p.attributes ->> 'score')", "(p.attributes -> 'score')")})`,
      ],
    },
    {
      name: 'age, and birthday in the next 14 days',
      rules: [
        { field: 'age', op: 'between', value: [25, 44] },
        { field: 'birthDate', op: 'anniversaryInNext', value: { n: 14, unit: 'day' } },
      ],
      byHand: [
        `c.birth_date > ({today}::date - interval '45 years') AND c.birth_date <= ({today}::date - interval '25 years')
         AND to_char(c.birth_date, 'MM-DD') IN (SELECT to_char(day, 'MM-DD') FROM generate_series({today}::timestamp, {today}::timestamp + interval '14 days', '1 day') AS day)`,
        `c.birth_date > ({today}::date - interval '45 years') AND c.birth_date <= ({today}::date - interval '25 years')
         AND (extract(month FROM c.birth_date), extract(day FROM c.birth_date)) IN
           (SELECT extract(month FROM day), extract(day FROM day) FROM generate_series({today}::timestamp, {today}::timestamp + interval '14 days', '1 day') AS day)`,
      ],
    },
    {
      name: 'within 50 km',
      rules: [{ field: 'location', op: 'withinKm', value: { lat: 38.72, lon: -9.14, km: 50 } }],
      byHand: [
        `c.latitude BETWEEN 38.27 AND 39.17 AND 2 * 6371.0088 * asin(sqrt(${NEAR})) <= 50`,
        `c.latitude BETWEEN 38.27 AND 39.17 AND c.longitude BETWEEN -9.75 AND -8.5 AND 2 * 6371.0088 * asin(sqrt(${NEAR})) <= 50`,
      ],
    },
    {
      name: 'computed value',
      rules: [{ field: 'computed.lifetimeValue', op: 'gte', value: 500 }],
      byHand: [
        `EXISTS (SELECT 1 FROM computed_values v WHERE v.workspace_id = $1 AND v.contact_id = c.id AND v.lifetime_value >= 500)`,
        `c.id IN (SELECT v.contact_id FROM computed_values v WHERE v.workspace_id = $1 AND v.lifetime_value >= 500)`,
      ],
    },
    {
      name: 'tag and country',
      rules: [
        { tag: data.tag, has: true },
        { field: 'country', op: 'isAnyOf', value: ['PT', 'ES'] },
      ],
      byHand: [
        `c.country IN ('PT', 'ES') AND EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag_id = '${data.tagId}')`,
        `c.country IN ('PT', 'ES') AND c.id IN (SELECT t.contact_id FROM contact_tags t WHERE t.tag_id = '${data.tagId}')`,
      ],
    },
    {
      name: 'subscribed to a topic and not tagged',
      rules: [
        { topic: data.topicKey, status: 'subscribed' },
        { tag: data.tag, has: false },
      ],
      byHand: [
        `EXISTS (SELECT 1 FROM subscriptions s WHERE s.contact_id = c.id AND s.topic_id = '${data.topicId}' AND s.status = 'subscribed')
         AND NOT EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag_id = '${data.tagId}')`,
      ],
    },
  ];
}

function aboutEvents(_data: SegmentData): Question[] {
  const recentlyOpened = `SELECT 1 FROM contact_events e WHERE e.contact_id = c.id AND ${opened}`;
  const buyers = `SELECT e.contact_id FROM contact_events e WHERE ${ordered}`;
  return [
    {
      name: 'opened in the last 30 days, with two custom fields',
      rules: [
        { field: 'attributes.plan', op: 'is', value: 'free' },
        { field: 'attributes.keen', op: 'isTrue' },
        { event: 'email.opened', within: { last: 30, unit: 'day' } },
      ],
      byHand: [
        `c.attributes ->> 'plan' = 'free' AND c.attributes ->> 'keen' = 'true' AND EXISTS (${recentlyOpened} AND e.occurred_at >= {days:30})`,
        `c.attributes @> '{"plan": "free", "keen": true}' AND EXISTS (${recentlyOpened} AND e.occurred_at >= {days:30})`,
      ],
    },
    {
      name: 'not opened in the last 90 days',
      rules: [{ event: 'email.opened', did: false, within: { last: 90, unit: 'day' } }],
      byHand: [`NOT EXISTS (${recentlyOpened} AND e.occurred_at >= {days:90})`],
    },
    {
      name: 'at least 3 orders in a year',
      rules: [
        {
          event: 'order.placed',
          count: { op: 'atLeast', value: 3 },
          within: { last: 365, unit: 'day' },
        },
      ],
      byHand: [
        `c.id IN (${buyers} AND e.occurred_at >= {days:365} GROUP BY e.contact_id HAVING count(*) >= 3)`,
        `EXISTS (SELECT 1 FROM (${buyers} AND e.occurred_at >= {days:365} GROUP BY e.contact_id HAVING count(*) >= 3) g WHERE g.contact_id = c.id)`,
      ],
    },
    {
      name: 'orders worth 500 or more',
      rules: [{ event: 'order.placed', sum: 'total', op: 'gte', value: 500 }],
      byHand: [
        `c.id IN (${buyers} GROUP BY e.contact_id HAVING sum((e.properties ->> 'total')::numeric) >= 500)`,
        `c.id IN (${buyers} GROUP BY e.contact_id HAVING sum((e.properties -> 'total')::numeric) >= 500)`,
      ],
    },
    {
      name: 'events with properties',
      rules: [
        {
          event: 'page.viewed',
          within: { last: 180, unit: 'day' },
          where: {
            match: 'all',
            rules: [
              { property: 'url', op: 'contains', value: '/p/4' },
              { property: 'seconds', op: 'gte', value: 60 },
            ],
          },
        },
        {
          event: 'asset.downloaded',
          where: { match: 'all', rules: [{ property: 'asset', op: 'is', value: 'ebook' }] },
        },
      ],
      byHand: [
        `EXISTS (SELECT 1 FROM contact_events e WHERE e.contact_id = c.id AND e.workspace_id = $1 AND e.name = 'page.viewed'
           AND e.occurred_at >= {days:180} AND strpos(lower(e.properties ->> 'url'), '/p/4') > 0 AND (e.properties ->> 'seconds')::numeric >= 60)
         AND EXISTS (SELECT 1 FROM contact_events e WHERE e.contact_id = c.id AND e.workspace_id = $1 AND e.name = 'asset.downloaded'
           AND lower(e.properties ->> 'asset') = 'ebook')`,
        `c.id IN (SELECT e.contact_id FROM contact_events e WHERE e.workspace_id = $1 AND e.name = 'page.viewed' AND e.occurred_at >= {days:180}
           AND strpos(lower(e.properties ->> 'url'), '/p/4') > 0 AND (e.properties ->> 'seconds')::numeric >= 60
         INTERSECT SELECT e.contact_id FROM contact_events e WHERE e.workspace_id = $1 AND e.name = 'asset.downloaded'
           AND lower(e.properties ->> 'asset') = 'ebook')`,
      ],
    },
  ];
}

function mixed(data: SegmentData): Question[] {
  const tagged = `EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag_id = '${data.tagId}')`;
  return [
    {
      name: 'groups in groups: any, all, not',
      rules: [
        {
          match: 'any',
          rules: [
            {
              match: 'all',
              rules: [
                { field: 'country', op: 'is', value: 'PT' },
                { field: 'attributes.plan', op: 'is', value: 'pro' },
              ],
            },
            {
              match: 'all',
              rules: [
                { event: 'email.clicked', within: { last: 30, unit: 'day' } },
                { match: 'any', not: true, rules: [{ tag: data.tag, has: true }] },
              ],
            },
          ],
        },
        { match: 'any', not: true, rules: [{ field: 'attributes.lifeStage', op: 'is', value: 'retired' }] },
      ],
      byHand: [
        `((c.country = 'PT' AND c.attributes ->> 'plan' = 'pro') OR (c.id IN (SELECT e.contact_id FROM contact_events e
           WHERE e.workspace_id = $1 AND e.name = 'email.clicked' AND e.occurred_at >= {days:30}) AND NOT ${tagged}))
         AND c.attributes ->> 'lifeStage' IS DISTINCT FROM 'retired'`,
        `((c.country = 'PT' AND c.attributes ->> 'plan' = 'pro') OR (EXISTS (SELECT 1 FROM contact_events e
           WHERE e.contact_id = c.id AND e.workspace_id = $1 AND e.name = 'email.clicked' AND e.occurred_at >= {days:30}) AND NOT ${tagged}))
         AND c.attributes ->> 'lifeStage' IS DISTINCT FROM 'retired'`,
      ],
    },
    {
      name: 'member of another segment, and a number',
      rules: [
        { segment: data.segmentId, member: true },
        { field: 'attributes.score', op: 'lt', value: 100 },
      ],
      byHand: [
        `c.country IN ('PT', 'ES') AND c.attributes ->> 'plan' = 'pro' AND (c.attributes ->> 'score')::numeric < 100`,
        `c.country IN ('PT', 'ES') AND c.attributes ->> 'plan' = 'pro' AND (c.attributes -> 'score')::numeric < 100`,
      ],
    },
  ];
}
