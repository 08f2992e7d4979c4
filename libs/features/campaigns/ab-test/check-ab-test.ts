import type { FieldError } from '@platform/errors';
import type { Campaign } from '../campaign';
import type { AbTest, AbTestSettings } from './ab-test';
import { VARIANT_KEYS, variantName, type VariantContent, type VariantKey } from './variant';

type CheckedTest = Pick<AbTestSettings, 'testPercent' | 'decision'> & { variants: readonly VariantContent[] };
type Content = Pick<Campaign, 'subject' | 'preheader' | 'senderId' | 'templateId'>;

/** What a test is checked against: the campaign, and what its templates say where nothing overrides it. */
export interface Setting {
  campaign: Content;
  templates: ReadonlyMap<string, { subject: string; preheader: string }>;
}

const MESSAGE_FIELDS = ['subject', 'preheader', 'senderId', 'templateId'] as const;
const NAMES: Record<keyof VariantContent, string> = {
  subject: 'subject',
  preheader: 'preheader',
  senderId: 'sender',
  templateId: 'template',
  offsetMinutes: 'send time',
};

/** The campaign as one variant has it: what the variant overrides wins. */
export function withVariant<T extends Content>(campaign: T, variant: VariantContent): T {
  const overridden = MESSAGE_FIELDS.map((field) => [field, variant[field] ?? campaign[field]]);
  return { ...campaign, ...(Object.fromEntries(overridden) as Content) };
}

/** What the variants differ in, such as `['subject', 'send time']`. */
export function differences({ campaign, templates }: Setting, variants: readonly VariantContent[]): string[] {
  const shown = variants.map((variant) => shownAs({ campaign, templates }, variant));
  return (Object.keys(NAMES) as (keyof VariantContent)[])
    .filter((field) => new Set(shown.map((variant) => variant[field])).size > 1)
    .map((field) => NAMES[field]);
}

/** What keeps a test from being started, with pointers into the test. Empty when nothing does. */
export function problemsOf(setting: Setting, test: CheckedTest): FieldError[] {
  const { variants } = test;
  if (variants.length < 2 || variants.length > VARIANT_KEYS.length)
    return [
      invalid(
        '/variants',
        `A test has 2 to 4 variants; this one has ${variants.length}. Add or remove some.`,
      ),
    ];
  const twins = twinsOf(setting, variants);
  if (twins.length > 0) return twins;
  const differ = differences(setting, variants);
  if (test.testPercent < 100 && differ.length === 1 && differ[0] === NAMES.offsetMinutes)
    return [
      invalid(
        '/testPercent',
        'Variants that differ in their send time alone need the whole audience: the rest could not be sent at a time that is over. Set testPercent to 100, or let them differ in something else too.',
      ),
    ];
  return [];
}

/** Why nothing can be measured here; null when it can. */
export function measuringProblem(test: Pick<AbTest, 'decision'>, trackingMode: string): FieldError | null {
  if (test.decision === 'manual' || trackingMode === 'individual') return null;
  return invalid(
    '/decision',
    `The workspace's tracking mode is "${trackingMode}", in which nobody knows who opened or clicked. Set it to "individual", or decide by hand (decision "manual").`,
  );
}

function twinsOf(setting: Setting, variants: readonly VariantContent[]): FieldError[] {
  const seen = new Map<string, VariantKey>();
  return variants.flatMap((variant, index) => {
    const key = VARIANT_KEYS[index] as VariantKey;
    const print = JSON.stringify(shownAs(setting, variant));
    const twin = seen.get(print);
    seen.set(print, key);
    if (twin === undefined) return [];
    const message = `Variant ${variantName(key)} is the same as ${variantName(twin)}. Give it another subject, preheader, sender, template or send time.`;
    return [invalid(`/variants/${index}`, message)];
  });
}

/** The variant as readers get it, in one order of fields. */
function shownAs({ campaign, templates }: Setting, variant: VariantContent): VariantContent {
  const { subject, preheader, senderId, templateId } = withVariant<Content>(campaign, variant);
  const template = templates.get(templateId ?? '');
  return {
    subject: subject ?? template?.subject ?? null,
    preheader: preheader ?? template?.preheader ?? null,
    senderId,
    templateId,
    offsetMinutes: variant.offsetMinutes,
  };
}

function invalid(pointer: string, message: string): FieldError {
  return { pointer, code: 'ab-test.invalid', message };
}
