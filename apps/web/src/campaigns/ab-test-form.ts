import type { components } from '../api/schema.gen';

export type AbTest = components['schemas']['AbTestView'];
export type AbTestBody = components['schemas']['AbTestDto'];
export type Metric = AbTest['metric'];

export const METRICS: Metric[] = ['clicks', 'opens', 'conversions', 'revenue'];
export const WHEN_UNCLEAR: AbTest['whenUnclear'][] = ['leader', 'original', 'wait'];
export const LETTERS = ['A', 'B', 'C', 'D'] as const;
export const MAX_VARIANTS = LETTERS.length;
export const MIN_VARIANTS = 2;

/** One variant as the form holds it; empty where the campaign's own holds. */
export interface VariantInput {
  subject: string;
  preheader: string;
  templateId: string | null;
  senderId: string | null;
  offsetMinutes: number;
}

export interface AbTestInput {
  variants: VariantInput[];
  testPercent: number;
  hours: number;
  minimumSample: number;
  metric: Metric;
  isAutomatic: boolean;
  whenUnclear: AbTest['whenUnclear'];
  guardsUnsubscribes: boolean;
}

export const EMPTY_VARIANT: VariantInput = {
  subject: '',
  preheader: '',
  templateId: null,
  senderId: null,
  offsetMinutes: 0,
};

const MINUTES = 60;

export function toInput(test: AbTest | null): AbTestInput {
  if (!test)
    return {
      variants: [EMPTY_VARIANT, EMPTY_VARIANT],
      testPercent: 20,
      hours: 4,
      minimumSample: 100,
      metric: 'clicks',
      isAutomatic: true,
      whenUnclear: 'leader',
      guardsUnsubscribes: true,
    };
  return {
    variants: test.variants.map((variant) => ({
      subject: variant.subject ?? '',
      preheader: variant.preheader ?? '',
      templateId: variant.templateId,
      senderId: variant.senderId,
      offsetMinutes: variant.offsetMinutes,
    })),
    testPercent: test.testPercent,
    hours: test.durationMinutes / MINUTES,
    minimumSample: test.minimumSample,
    metric: test.metric,
    isAutomatic: test.decision === 'automatic',
    whenUnclear: test.whenUnclear,
    guardsUnsubscribes: test.guardsUnsubscribes,
  };
}

export function toBody({ variants, hours, isAutomatic, ...rest }: AbTestInput): AbTestBody {
  return {
    ...rest,
    durationMinutes: Math.round(hours * MINUTES),
    decision: isAutomatic ? 'automatic' : 'manual',
    variants: variants.map(({ subject, preheader, templateId, senderId, offsetMinutes }) => ({
      offsetMinutes,
      ...(subject.trim() ? { subject: subject.trim() } : {}),
      ...(preheader.trim() ? { preheader: preheader.trim() } : {}),
      ...(templateId ? { templateId } : {}),
      ...(senderId ? { senderId } : {}),
    })),
  };
}
