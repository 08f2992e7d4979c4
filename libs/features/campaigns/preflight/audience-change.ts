import { sayCount } from '../control/say-number';
import type { LastAudience } from './last-audience.repository';
import { check, type PreflightCheck } from './preflight';

/** A change by more than this factor, up or down, is more often a mistake in a segment than growth. */
const FAR = 2;
/** Among so few, twice as many says nothing. */
const FEW = 20;

/** Whether about as many would get it as last time. Nothing where there was no last time. */
export function audienceChange(audience: number, last: LastAudience | null): PreflightCheck[] {
  if (last === null) return [];
  const figures = {
    audience,
    before: last.audience,
    campaignId: last.campaignId,
    name: last.name,
    at: last.resolvedAt.toISOString(),
  };
  const before = `“${last.name}” went to ${sayCount(last.audience)}`;
  const isFar = audience * FAR < last.audience || audience > last.audience * FAR;
  if (!isFar || Math.max(audience, last.audience) < FEW)
    return [check('audience-change', `About as many as last time: ${before}.`, { figures })];
  const than = audience < last.audience ? 'fewer' : 'more';
  return [
    check('audience-change', `Far ${than} than last time: ${before}, the same audience.`, {
      level: 'warn',
      remedy:
        'See whether its segments still mean what you think, and whether an import or a clean-up explains it.',
      figures,
    }),
  ];
}
