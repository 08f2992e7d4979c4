import type { AbTest } from './ab-test';
import type { AbTestCounts } from './ab-test-counts.repository';
import { judge } from './judge';
import type { Verdict, VariantFigures } from './verdict';

/** The verdict on what was counted. */
export function verdictOf(test: AbTest, { variants, currency }: AbTestCounts): Verdict {
  const figures = test.variants.flatMap(({ key, excludedAt }): VariantFigures[] => {
    const counts = variants.get(key);
    return counts ? [{ ...counts, key, isExcluded: excludedAt !== null }] : [];
  });
  return judge({ ...test, currency }, figures);
}
