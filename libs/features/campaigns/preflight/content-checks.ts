import type { VariantKey } from '../ab-test/variant';
import { sayPercent } from '../control/say-number';
import type { LinkFact, MessageFacts } from './message-facts';
import { check, type PreflightCheck } from './preflight';
import { spamNotes } from './spam-notes';

/** Octets of HTML at which Gmail cuts a message off and hides what follows, the unsubscribe link first of all. */
export const CLIP_AT = 102 * 1024;
const NEARLY = 0.9;

/** Inboxes on phones show about so many characters. */
const LONG_SUBJECT = 60;
const SHORT_PREHEADER = 20;

/** Reserved for examples and tests (RFC 2606): whoever links to them forgot to fill in the address. */
const PLACEHOLDER_HOST = /(^|\.)(example\.(com|org|net)|localhost|invalid|test)$/;

const MOST_SHOWN = 10;

/** A link whose whole address is a merge field, and the share of people who have no value for it. */
export interface LinkGap {
  url: string;
  label: string;
  percent: number;
}

/** Everything that reading the message as some people would get it tells. `bytes` is the largest HTML part among them. */
export function contentChecks(
  all: readonly MessageFacts[],
  { bytes, linkGaps, variant }: { bytes: number; linkGaps: readonly LinkGap[]; variant: VariantKey | null },
): PreflightCheck[] {
  const [first] = all;
  if (!first) return [];
  const checks = [
    linksCheck(all, linkGaps),
    sizeCheck(bytes),
    imagesCheck(first),
    textCheck(first),
    subjectCheck(all),
    preheaderCheck(all),
    spamCheck(all),
  ];
  return checks.map((one) => ({ ...one, variant }));
}

function linksCheck(all: readonly MessageFacts[], gaps: readonly LinkGap[]): PreflightCheck {
  const links = all[0]?.links ?? [];
  const dead = unique(all.flatMap(({ deadLinks }) => deadLinks));
  const web = unique(all.flatMap((facts) => facts.links)).filter(({ href }) => /^https?:/i.test(href));
  const placeholders = web.filter(({ href }) => PLACEHOLDER_HOST.test(hostOf(href)));
  const insecure = web.filter(({ href }) => /^http:/i.test(href));
  const figures = {
    links: links.length,
    dead: dead.slice(0, MOST_SHOWN),
    placeholders: placeholders.slice(0, MOST_SHOWN),
    insecure: insecure.slice(0, MOST_SHOWN),
    gaps: gaps.slice(0, MOST_SHOWN),
  };
  const problems = [
    ...(dead.length > 0 ? [`${countLinks(dead.length)} nowhere (${names(dead)})`] : []),
    ...gaps.map(
      ({ label, url, percent }) => `“${label || url}” leads nowhere for ${sayPercent(percent)} of the people`,
    ),
    ...(placeholders.length > 0
      ? [`${countLinks(placeholders.length)} to a placeholder (${names(placeholders)})`]
      : []),
    ...(insecure.length > 0
      ? [`${countLinks(insecure.length)} to pages without encryption (${names(insecure)})`]
      : []),
  ];
  if (problems.length > 0) {
    const remedy =
      'Give every link a whole address that starts with https://, and merge fields in addresses a fallback.';
    return check('links', `${sentence(problems)} Targets are not fetched.`, {
      level: 'warn',
      remedy,
      figures,
    });
  }
  const sentenceOf =
    links.length === 0 ? 'The message has no links.' : 'Every link has an address. Targets are not fetched.';
  return check('links', sentenceOf, { figures });
}

function sizeCheck(bytes: number): PreflightCheck {
  const kB = Math.ceil(bytes / 1024);
  const figures = { bytes, limit: CLIP_AT };
  if (bytes <= CLIP_AT * NEARLY)
    return check('size', `The HTML has ${kB} kB; Gmail cuts messages off at 102 kB.`, { figures });
  const [what, remedy] =
    bytes > CLIP_AT
      ? [
          `The HTML has ${kB} kB: Gmail cuts it off at 102 kB and hides what follows, also the unsubscribe link.`,
          'Shorten the message, or leave sections out.',
        ]
      : [
          `The HTML has ${kB} kB, nearly the 102 kB at which Gmail cuts messages off.`,
          'Shorten the message a little.',
        ];
  return check('size', what, { level: 'warn', remedy, figures });
}

function imagesCheck({ images }: MessageFacts): PreflightCheck {
  const without = images.filter(({ alt }) => !alt).length;
  const figures = { images: images.length, withoutAlt: without };
  if (images.length === 0) return check('images', 'The message has no images.', { figures });
  if (without === 0)
    return check('images', 'Every image has a text for those who do not see it.', { figures });
  return check(
    'images',
    `${without} of ${images.length} images have no alt text: whoever does not see them does not know what they say.`,
    {
      level: 'warn',
      remedy: 'Give images an alt text; only pure decoration goes without.',
      figures,
    },
  );
}

function textCheck({ text }: MessageFacts): PreflightCheck {
  const figures = { characters: text.length };
  return text === ''
    ? check('text-part', 'The plain-text part is empty.', {
        level: 'warn',
        remedy: 'Write some text into the template.',
        figures,
      })
    : check('text-part', 'The message has a plain-text part.', { figures });
}

function subjectCheck(all: readonly MessageFacts[]): PreflightCheck {
  const subjects = all.map(({ subject }) => subject.trim());
  const longest = Math.max(...subjects.map(({ length }) => length));
  const figures = { longest, subject: subjects[0] };
  if (subjects.includes(''))
    return check('subject', 'For some people the subject is empty.', {
      level: 'warn',
      remedy: 'Give the merge fields in the subject a fallback: {{default contact.firstName "there"}}.',
      figures,
    });
  if (longest > LONG_SUBJECT)
    return check(
      'subject',
      `The subject has up to ${longest} characters; phones show about ${LONG_SUBJECT}.`,
      {
        level: 'warn',
        remedy: 'Put what matters first, or shorten it.',
        figures,
      },
    );
  return check('subject', `The subject has ${longest} characters, which phones show whole.`, { figures });
}

function preheaderCheck(all: readonly MessageFacts[]): PreflightCheck {
  const shortest = Math.min(...all.map(({ preheader }) => preheader.trim().length));
  const figures = { shortest };
  if (shortest >= SHORT_PREHEADER) return check('preheader', 'The message has a preheader.', { figures });
  const what = shortest === 0 ? 'The message has no preheader' : `The preheader has ${shortest} characters`;
  return check(
    'preheader',
    `${what}: inboxes fill the line after the subject with the first words they find.`,
    {
      level: 'warn',
      remedy: 'Write 40 to 90 characters that go on where the subject ends.',
      figures,
    },
  );
}

function spamCheck(all: readonly MessageFacts[]): PreflightCheck {
  const notes = [...new Map(all.flatMap(spamNotes).map((note) => [note.note, note])).values()];
  const figures = { notes };
  if (notes.length === 0)
    return check('spam', 'Nothing in the message looks like spam to the simple rules of Tidings.', {
      figures,
    });
  return check('spam', notes.map(({ note }) => note).join(' '), {
    level: 'warn',
    remedy: 'Filters count such things together; change what is not needed.',
    figures,
  });
}

function unique(links: readonly LinkFact[]): LinkFact[] {
  return [...new Map(links.map((link) => [`${link.href} ${link.label}`, link])).values()];
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).hostname.toLowerCase() : '';
}

function countLinks(count: number): string {
  return count === 1 ? 'one link leads' : `${count} links lead`;
}

function names(links: readonly LinkFact[]): string {
  const shown = links.slice(0, 3).map(({ href, label }) => `“${label || href || 'without text'}”`);
  return links.length > 3 ? `${shown.join(', ')}, …` : shown.join(', ');
}

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
