import type { LibraryEntry, LibraryNeed } from '../library-entry';

function company(path: string, values: Record<string, unknown>): LibraryNeed {
  const name = 'Torrefação Douro';
  return { kind: 'built-in', path, fill: { company: name }, company: { name, ...values } };
}

export const firmographic: readonly LibraryEntry[] = [
  {
    key: 'industry',
    name: 'Industry',
    category: 'firmographic',
    useWhen: 'When you sell to companies and the argument depends on their trade.',
    parameters: [{ name: 'industries', label: 'Industries', default: ['retail', 'hospitality'] }],
    rules: [{ field: 'company.industry', op: 'isAnyOf', value: { $: 'industries' } }],
    needs: [company('company.industry', { industry: 'hospitality' })],
    idea: { kind: 'campaign', text: 'A customer story from the same industry.' },
  },
  {
    key: 'company-size',
    name: 'Company size',
    category: 'firmographic',
    useWhen: 'When price, product or sales team depend on how many people work there.',
    parameters: [
      { name: 'from', label: 'Employees, at least', default: 50 },
      { name: 'to', label: 'Employees, at most', default: 249 },
    ],
    rules: [{ field: 'company.employees', op: 'between', value: { from: { $: 'from' }, to: { $: 'to' } } }],
    needs: [company('company.employees', { employees: 120 })],
    idea: { kind: 'sequence', text: 'Three letters that answer what companies of this size ask first.' },
  },
  {
    key: 'company-revenue',
    name: 'Company revenue',
    category: 'firmographic',
    useWhen: 'When an offer pays only for companies above a certain yearly revenue.',
    parameters: [{ name: 'least', label: 'Yearly revenue, at least', default: 1_000_000 }],
    rules: [{ field: 'company.annualRevenue', op: 'gte', value: { $: 'least' } }],
    needs: [company('company.annualRevenue', { annualRevenue: 4_500_000 })],
    idea: { kind: 'campaign', text: 'An invitation to a calculation of costs and savings.' },
  },
];
