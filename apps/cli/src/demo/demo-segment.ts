import type { ExpectedDemo } from './demo-files';

const countries = ['PT', 'ES', 'FR', 'DE', 'IT'];

/** Coffee drinkers in five countries who are not on the trial plan; contacts without a plan are in. */
export const demoTree = {
  v: 1,
  match: 'all',
  rules: [
    { field: 'country', op: 'isAnyOf', value: countries },
    { field: 'attributes.plan', op: 'isNot', value: 'Explorer' },
  ],
};

/** How many of them may be mailed, from the generator's own counts. */
export function expectedAudience({ mailable }: ExpectedDemo): number {
  const inCountry = (country: string): number =>
    (mailable.byCountry[country] ?? 0) - (mailable.byCountryAndPlan[country]?.['Explorer'] ?? 0);
  return countries.reduce((sum, country) => sum + inCountry(country), 0);
}
