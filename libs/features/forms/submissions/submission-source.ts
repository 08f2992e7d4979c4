import type { FormDefinition } from '../definition/form-definition';
import type { SubmissionRequest, SubmissionSource } from './submission';

const UTM_KEYS = ['source', 'medium', 'campaign', 'term', 'content', 'id'] as const;
const MAX_TEXT = 200;
const MAX_ADDRESS = 1000;

/**
 * Where a visit came from: `utm_…` fields of the post (the hosted page and the script take them from the page's address),
 * and the page itself. Of addresses of other sites only origin and path are kept: queries carry what is nobody's business.
 */
export function sourceOf(
  { captureUtm, captureReferrer }: FormDefinition,
  { fields, visitor }: Pick<SubmissionRequest, 'fields' | 'visitor'>,
): SubmissionSource {
  const utm = Object.fromEntries(
    UTM_KEYS.flatMap((key) => {
      const value = clean(fields[`utm_${key}`]?.[0]);
      return captureUtm && value !== '' ? [[key, value]] : [];
    }),
  );
  const page = addressOf(fields['page']?.[0] ?? visitor.referrer);
  const referrer = addressOf(fields['referrer']?.[0]);
  return {
    ...(Object.keys(utm).length > 0 ? { utm } : {}),
    ...(captureReferrer && page !== null ? { page } : {}),
    ...(captureReferrer && referrer !== null ? { referrer } : {}),
  };
}

/** Cut before it is cleaned: half of a character, which no column holds, goes as well. */
function clean(text: string | undefined): string {
  return (text ?? '')
    .slice(0, MAX_TEXT)
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
}

function addressOf(text: string | null | undefined): string | null {
  if (text == null || !URL.canParse(text)) return null;
  const { protocol, origin, pathname } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname}`.slice(0, MAX_ADDRESS) : null;
}
