import type { LeftOut, LeftOutReason } from '../campaign';
import { sayCount, sayPercent } from '../control/say-number';
import type { AudienceCounts } from './audience-counts.repository';
import { check, type PreflightCheck } from './preflight';

const REASONS: Readonly<Record<LeftOutReason, string>> = {
  excluded: 'excluded by the campaign',
  unsubscribed: 'unsubscribed',
  pending: 'not confirmed their subscription',
  suppressed: 'addresses that must not be mailed',
  expired: 'whose implied consent has ended',
  'no-subscription': 'never subscribed to the topic',
  paused: 'paused their mail',
};

/** Above this share of suppressed people, the list is old or bought. */
const MANY_SUPPRESSED = 0.1;

/** Who would get it now, and who is left out and why. */
export function audienceChecks(
  { audience, leftOut }: Pick<AudienceCounts, 'audience' | 'leftOut'>,
  { minimum }: { minimum: number },
): PreflightCheck[] {
  return [reached(audience, minimum), leftOutCheck(audience, leftOut)];
}

function reached(audience: number, minimum: number): PreflightCheck {
  const figures = { audience, minimum };
  const fixed = 'Who gets it is fixed when it goes out.';
  if (audience === 0)
    return check('audience', 'Nobody would get it if it went out now.', {
      level: 'warn',
      remedy: 'Look at the segments, and at whether anybody in them is subscribed to the topic.',
      figures,
    });
  const people = audience === 1 ? '1 person' : `${sayCount(audience)} people`;
  if (audience < minimum)
    return check(
      'audience',
      `${people} would get it now, fewer than the ${sayCount(minimum)} that the workspace wants at least. ${fixed}`,
      {
        level: 'warn',
        remedy: 'Widen the audience, or go on if so few are meant.',
        figures,
      },
    );
  return check('audience', `${people} would get it now. ${fixed}`, { figures });
}

function leftOutCheck(audience: number, leftOut: LeftOut): PreflightCheck {
  const reasons = (Object.entries(leftOut) as [LeftOutReason, number][]).filter(([, count]) => count > 0);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const figures = { total, reasons: leftOut };
  if (total === 0) return check('left-out', 'Nobody who matches is left out.', { figures });
  const parts = reasons
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${sayCount(count)} ${REASONS[reason]}`);
  const sentence = `${sayCount(total)} who match ${total === 1 ? 'is' : 'are'} left out: ${parts.join(', ')}.`;
  const suppressed = leftOut.suppressed ?? 0;
  if (suppressed / (audience + total) > MANY_SUPPRESSED)
    return check('left-out', sentence, {
      level: 'warn',
      remedy: 'Many of these addresses do not exist or complained before: ask where they come from.',
      figures,
    });
  return check('left-out', sentence, { figures });
}

/** A merge field of the message, and what shows where a person has no value. */
export interface UsedField {
  path: string;
  hasFallback: boolean;
}

/** Which values people lack, in percent of the audience. */
export function mergeValuesCheck(
  fields: readonly UsedField[],
  { sampled, audience, missing }: Pick<AudienceCounts, 'sampled' | 'audience' | 'missing'>,
): PreflightCheck {
  const counted = fields.flatMap(({ path, hasFallback }) => {
    const count = missing[path];
    if (count === undefined) return [];
    return [{ path, hasFallback, percent: sampled === 0 ? 0 : (100 * count) / sampled }];
  });
  const figures = { sampled, isSample: sampled < audience, fields: counted };
  const gaps = counted.filter(({ hasFallback, percent }) => !hasFallback && percent > 0);
  if (counted.length === 0)
    return check('merge-values', 'The message uses no values of contacts.', { figures });
  const how = sampled < audience ? ` (counted among ${sayCount(sampled)})` : '';
  if (gaps.length === 0)
    return check(
      'merge-values',
      `Everybody has a value for every merge field, or there is a fallback${how}.`,
      { figures },
    );
  const parts = gaps.map(({ path, percent }) => `${path} for ${sayPercent(percent)}`);
  return check(
    'merge-values',
    `Values are missing, and nothing shows in their place: ${parts.join(', ')}${how}.`,
    {
      level: 'warn',
      remedy: 'Give these fields a fallback: {{default contact.firstName "there"}}.',
      figures,
    },
  );
}
