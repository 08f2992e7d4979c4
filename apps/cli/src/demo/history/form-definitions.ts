/** What people agree to in both forms; their evidence quotes it. */
export const CONSENT_TEXT =
  'Yes, send me the coffee letter twice a month. I can leave at any time with one click.';

const STYLE = {
  primary: '#0f5c5c',
  onPrimary: '#ffffff',
  background: '#ffffff',
  text: '#1d2b2b',
  radius: 8,
  fontSize: 16,
};
const EMAIL = { name: 'email', to: 'email', label: { en: 'Email address', pt: 'Endereço de email' } };
const FIRST_NAME = { name: 'first_name', to: 'firstName', label: { en: 'First name', pt: 'Nome próprio' } };

/** At the foot of every page of the shop. */
export function letterForm(topicId: string): object {
  return {
    languages: ['en', 'pt'],
    texts: {
      title: { en: 'The coffee letter', pt: 'A carta do café' },
      intro: {
        en: 'Harvests, recipes and honest prices. Twice a month, never more.',
        pt: 'Colheitas, receitas e preços honestos. Duas vezes por mês, nunca mais.',
      },
      submit: { en: 'Send me the letter', pt: 'Quero receber a carta' },
      thanks: {
        en: 'Welcome aboard. The next letter is yours.',
        pt: 'Bem-vindo a bordo. A próxima carta é sua.',
      },
    },
    fields: [EMAIL, FIRST_NAME],
    consents: [
      {
        topicId,
        isRequired: true,
        text: {
          en: CONSENT_TEXT,
          pt: 'Sim, enviem-me a carta do café duas vezes por mês. Posso sair quando quiser, com um clique.',
        },
      },
    ],
    style: STYLE,
  };
}

/** Before the guide for offices. */
export function guideForm(topicId: string, assetId: string): object {
  return {
    languages: ['en'],
    texts: {
      title: { en: 'Good coffee at work' },
      intro: {
        en: 'A guide of 24 pages: machines that last, beans that please twelve people, and what a cup really costs.',
      },
      submit: { en: 'Send me the guide' },
      thanks: { en: 'Thank you! Your guide is ready below.' },
    },
    fields: [
      { ...EMAIL, label: { en: 'Work email' } },
      { ...FIRST_NAME, label: { en: 'First name' } },
      {
        name: 'team',
        to: null,
        type: 'choice',
        label: { en: 'How many of you drink coffee?' },
        choices: ['Up to 5', '6 to 20', 'More than 20'],
      },
    ],
    consents: [{ topicId, isRequired: true, text: { en: CONSENT_TEXT } }],
    assetId,
    after: { kind: 'asset' },
    style: STYLE,
    tags: ['Guide reader'],
  };
}

/** Behind the buttons of "One question, ten seconds". */
export function surveyForm(): object {
  return {
    kind: 'survey',
    languages: ['en'],
    texts: {
      title: { en: 'One question, ten seconds' },
      intro: { en: 'How likely are you to recommend Maré Alta to a friend?' },
      submit: { en: 'That is my answer' },
      thanks: { en: 'Thank you. Inês reads every answer.' },
    },
    fields: [
      { name: 'email', to: 'email', label: { en: 'Email address' } },
      {
        name: 'score',
        to: 'attributes.npsScore',
        type: 'number',
        isRequired: true,
        min: 0,
        max: 10,
        label: { en: 'From 0 (never) to 10 (I already did)' },
      },
      { name: 'why', to: null, type: 'text', isLong: true, label: { en: 'What is the main reason?' } },
    ],
    consents: [],
    doubleOptIn: false,
    style: STYLE,
  };
}
