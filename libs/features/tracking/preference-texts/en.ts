import type { PreferenceText } from './preference-text';

export const en: PreferenceText = {
  language: 'en',
  name: 'English',
  title: 'Your preferences',
  intro: (address) => `These are the choices for ${address}.`,
  topics: {
    legend: (workspace) => `${workspace} may send me emails about`,
    none: 'There are no topics to choose from.',
  },
  frequency: {
    legend: 'How often we may write to you',
    labels: {
      all: 'As many emails as there are',
      weekly: 'At most one email a week',
      monthly: 'At most one email a month',
    },
    hint: 'This does not concern answers to what you do, such as an order.',
  },
  locale: { legend: 'Language', label: 'My language', unknown: 'Not chosen yet' },
  tracking: {
    legend: 'Measuring',
    label: 'You may note which emails I open and which links I follow',
    hint: 'Switched off, nothing about you is recorded, also for emails you already have.',
  },
  save: 'Save my choices',
  unsubscribeAll: 'Unsubscribe from everything',
  pause: {
    legend: 'Take a break',
    hint: 'You get no emails for some time. Your choices stay as they are.',
    weeks: (weeks) => `Pause for ${weeks} weeks`,
    until: (day) => `Your emails are paused until ${day}.`,
    end: 'End the pause now',
  },
  data: {
    legend: 'Your data',
    exportHint: 'We send a link to your address, with which you can download everything we hold about you.',
    export: 'Download my data',
    eraseHint: 'We delete everything we hold about you. You are asked once more before.',
    erase: 'Erase me',
  },
  erase: {
    title: 'Erase everything about you?',
    what: (workspace) =>
      `${workspace} deletes your contact, your choices, and what was recorded about you. Nobody can bring it back. ` +
      'All that stays is a code made from your address, from which the address cannot be read, so that you are not written to again.',
    address: 'To be sure that it is you: the email address that this page is about',
    wrongAddress: 'This is not the address that this page is about. Nothing was erased.',
    sure: 'Yes, erase everything about me',
    back: 'No, back to my preferences',
  },
  erased: {
    title: 'You are erased',
    text: (workspace) =>
      `${workspace} holds no data about you any more. An email that was already on its way may still arrive.`,
  },
  dataPage: {
    title: 'Your data',
    what: (workspace) => `Everything that ${workspace} holds about you, as it is at this moment.`,
    json: 'Download for programs (JSON)',
    csv: 'Download for spreadsheets (CSV)',
    hint: 'The file is about you: keep it where only you can read it.',
  },
  dataMail: {
    subject: (workspace) => `Your data at ${workspace}`,
    preheader: 'The link to everything that we hold about you. It works for a day.',
    heading: 'Your data',
    intro: 'You asked for the data that we hold about you. The button leads to the download.',
    button: 'To my data',
    notYou:
      'The link works for a day and is made for you alone: please do not forward this email. It was not you? Then do nothing.',
    copyLink: 'The button does not work? Copy this address into your browser:',
  },
  notices: {
    saved: 'Your choices are saved.',
    outdated:
      'Something on this page has changed since you opened it, so nothing is saved yet. Please look at your choices again.',
    unsubscribed: 'You are unsubscribed from everything.',
    paused: (day) => `You get no emails until ${day}.`,
    resumed: 'The pause is over.',
    exportMailed: (address) => `We have sent a link to ${address}. It works for a day.`,
    tooMany:
      'That was a lot in a short time, so nothing was changed. Please try again in an hour. Unsubscribing from everything always works.',
    exportFailed:
      'We cannot send the link to your address at the moment. Answer one of the emails you have, and ask for your data.',
    blocked: (workspace) =>
      `Your address is blocked at ${workspace}, so nothing is sent to it. To get emails again, answer one of the emails you have.`,
  },
};
