import { born, type Examples, type Person } from './person';

const attributes = (values: Record<string, unknown>): Person => ({ attributes: values });
const employer = (values: Person['employer']): Person => ({ employer: values });
const nobody: Person = {};

/** Who people are: fields of contacts and companies. */
export const people: Examples = {
  'age-band': {
    in: [{ birthDate: born(25) }, { birthDate: born(34) }],
    out: [{ birthDate: born(24) }, { birthDate: born(35) }, nobody],
  },
  'birthday-soon': {
    in: [{ birthDate: dayFromNow(3) }, { birthDate: dayFromNow(13) }],
    out: [{ birthDate: dayFromNow(20) }, { birthDate: dayFromNow(-3) }, nobody],
  },
  'life-stage': {
    in: [attributes({ lifeStage: 'retired' }), attributes({ lifeStage: 'empty-nester' })],
    out: [attributes({ lifeStage: 'single' }), nobody],
  },
  'life-stage-changed': {
    in: [changedStage('retired', 'retired', 5)],
    out: [
      changedStage('retired', 'retired', 40),
      changedStage('retired', 'married', 5),
      attributes({ lifeStage: 'retired' }),
    ],
  },
  'marital-status': {
    in: [attributes({ maritalStatus: 'married' }), attributes({ maritalStatus: 'in-partnership' })],
    out: [attributes({ maritalStatus: 'divorced' }), nobody],
  },
  gender: {
    in: [attributes({ gender: 'female' })],
    out: [attributes({ gender: 'non-binary' }), nobody],
  },
  income: {
    in: [attributes({ income: 60_000 })],
    out: [attributes({ income: 59_999 }), nobody],
  },
  occupation: {
    in: [attributes({ occupation: 'student' })],
    out: [attributes({ occupation: 'employed' }), nobody],
  },
  qualification: {
    in: [attributes({ qualification: 'bachelor' }), attributes({ qualification: 'doctorate' })],
    out: [attributes({ qualification: 'vocational' }), nobody],
  },
  country: { in: [{ country: 'PT' }, { country: 'ES' }], out: [{ country: 'FR' }, nobody] },
  region: {
    in: [
      { country: 'PT', region: 'lisboa' },
      { country: 'PT', region: 'Setubal' },
    ],
    out: [{ country: 'BR', region: 'Lisboa' }, { country: 'PT', region: 'Porto' }, { country: 'PT' }],
  },
  'near-a-place': {
    in: [{ latitude: 38.69, longitude: -9.42 }],
    out: [{ latitude: 41.15, longitude: -8.61 }, nobody],
  },
  'urban-or-rural': {
    in: [attributes({ areaType: 'rural' })],
    out: [attributes({ areaType: 'urban' }), nobody],
  },
  industry: {
    in: [employer({ industry: 'Retail' }), employer({ industry: 'hospitality' })],
    out: [employer({ industry: 'mining' }), nobody],
  },
  'company-size': {
    in: [employer({ employees: 50 }), employer({ employees: 249 })],
    out: [employer({ employees: 49 }), employer({ employees: 250 }), nobody],
  },
  'company-revenue': {
    in: [employer({ annualRevenue: 1_000_000 })],
    out: [employer({ annualRevenue: 999_999 }), employer({}), nobody],
  },
  interests: {
    in: [attributes({ interests: ['travel', 'music'] }), attributes({ interests: ['cooking'] })],
    out: [attributes({ interests: ['sport'] }), nobody],
  },
  values: {
    in: [attributes({ values: ['price', 'sustainability'] })],
    out: [attributes({ values: ['price'] }), nobody],
  },
  'stated-need': {
    in: [attributes({ need: 'save-time' })],
    out: [attributes({ need: 'learn' }), nobody],
  },
  'nps-promoters': {
    in: [attributes({ npsScore: 9 }), attributes({ npsScore: 10 })],
    out: [attributes({ npsScore: 8 }), nobody],
  },
  'nps-passives': {
    in: [attributes({ npsScore: 7 }), attributes({ npsScore: 8 })],
    out: [attributes({ npsScore: 6 }), attributes({ npsScore: 9 }), nobody],
  },
  'nps-detractors': {
    in: [attributes({ npsScore: 0 }), attributes({ npsScore: 6 })],
    out: [attributes({ npsScore: 7 }), nobody],
  },
  'persona-eco-conscious': {
    in: [attributes({ values: ['sustainability', 'quality'] })],
    out: [attributes({ values: ['novelty'] }), nobody],
  },
  'persona-tech-savvy': {
    in: [attributes({ interests: ['technology'] })],
    out: [attributes({ interests: ['gardening'] }), nobody],
  },
};

function dayFromNow(days: number): string {
  return `1988-${new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(5, 10)}`;
}

function changedStage(now: string, to: string, ago: number): Person {
  const properties = { field: 'attributes.lifeStage', from: 'married', to };
  return { attributes: { lifeStage: now }, did: [{ name: 'contact.changed', daysAgo: ago, properties }] };
}
