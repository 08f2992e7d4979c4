import type {
  Preflight,
  PreflightCheck,
  PreflightCheckId,
  PreflightLevel,
  VariantKey,
} from '@features/campaigns';

export class PreflightCheckView implements PreflightCheck {
  /**
   * What was looked at: `settings`, `audience`, `left-out`, `merge-values`, `content`, `links`, `unsubscribe`, `postal-address`,
   * `size`, `images`, `text-part`, `subject`, `preheader`, `spam`, `sender-domain`, `sending-time`, `local-time` or `tracking`. Some come
   * more than once: several settings, several variants.
   */
  id: PreflightCheckId;
  /** `block`: it cannot be scheduled like this. `warn`: it can, and somebody should look first. `ok`. */
  level: PreflightLevel;
  /** What is so, in plain words. */
  sentence: string;
  /** What to do; null where nothing is to be done. */
  remedy: string | null;
  /** The numbers and names behind the sentence; docs/sending.md has them by check. */
  figures: Record<string, unknown>;
  /** `a` to `d`, where it is about the message of one variant of an A/B test. */
  variant: VariantKey | null;
}

export class PreflightView {
  /** The worst of all checks. */
  level: PreflightLevel;
  checks: PreflightCheckView[];
  checkedAt: Date;
}

export function toPreflightView({ level, checks, checkedAt }: Preflight): PreflightView {
  return { level, checks, checkedAt };
}
