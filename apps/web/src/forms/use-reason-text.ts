import { useTranslation } from 'react-i18next';

const REASONS = [
  'honeypot',
  'unsigned',
  'challenge-reused',
  'no-work',
  'too-fast',
  'busy-network',
  'form-under-attack',
  'links-in-names',
  'disposable-domain',
] as const;

/** Why a submission was doubted, in words; a reason that is not known here stays as it is. */
export function useReasonText(): (reason: string) => string {
  const { t } = useTranslation('forms');
  return (reason) => {
    const known = REASONS.find((one) => one === reason);
    return known ? t(`reasons.${known}`) : reason;
  };
}
