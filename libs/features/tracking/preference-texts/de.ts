import type { PreferenceText } from './preference-text';

export const de: PreferenceText = {
  language: 'de',
  name: 'Deutsch',
  title: 'Ihre Einstellungen',
  intro: (address) => `Dies sind die Einstellungen für ${address}.`,
  topics: {
    legend: (workspace) => `${workspace} darf mir E-Mails schicken über`,
    none: 'Es gibt keine Themen zur Auswahl.',
  },
  frequency: {
    legend: 'Wie oft wir Ihnen schreiben dürfen',
    labels: {
      all: 'So viele E-Mails, wie es gibt',
      weekly: 'Höchstens eine E-Mail pro Woche',
      monthly: 'Höchstens eine E-Mail pro Monat',
    },
    hint: 'Das gilt nicht für Antworten auf etwas, was Sie tun, etwa eine Bestellung.',
  },
  locale: { legend: 'Sprache', label: 'Meine Sprache', unknown: 'Noch nicht gewählt' },
  tracking: {
    legend: 'Messung',
    label: 'Sie dürfen festhalten, welche E-Mails ich öffne und welchen Links ich folge',
    hint: 'Ausgeschaltet wird nichts über Sie festgehalten, auch nicht bei E-Mails, die Sie schon haben.',
  },
  save: 'Auswahl speichern',
  unsubscribeAll: 'Von allem abmelden',
  pause: {
    legend: 'Pause machen',
    hint: 'Sie bekommen eine Zeit lang keine E-Mails. Ihre Auswahl bleibt, wie sie ist.',
    weeks: (weeks) => `${weeks} Wochen Pause`,
    until: (day) => `Ihre E-Mails pausieren bis zum ${day}.`,
    end: 'Pause jetzt beenden',
  },
  data: {
    legend: 'Ihre Daten',
    exportHint:
      'Wir schicken einen Link an Ihre Adresse, mit dem Sie alles herunterladen können, was wir über Sie gespeichert haben.',
    export: 'Meine Daten herunterladen',
    eraseHint: 'Wir löschen alles, was wir über Sie gespeichert haben. Vorher fragen wir noch einmal nach.',
    erase: 'Mich löschen',
  },
  erase: {
    title: 'Alles über Sie löschen?',
    what: (workspace) =>
      `${workspace} löscht Ihren Kontakt, Ihre Auswahl und alles, was über Sie festgehalten wurde. Niemand kann das rückgängig machen. ` +
      'Es bleibt nur ein Code, der aus Ihrer Adresse gebildet ist und aus dem sich die Adresse nicht ablesen lässt, damit Ihnen nicht wieder geschrieben wird.',
    address: 'Damit wir wissen, dass Sie es sind: die E-Mail-Adresse, um die es auf dieser Seite geht',
    wrongAddress: 'Das ist nicht die Adresse, um die es auf dieser Seite geht. Es wurde nichts gelöscht.',
    sure: 'Ja, alles über mich löschen',
    back: 'Nein, zurück zu meinen Einstellungen',
  },
  erased: {
    title: 'Ihre Daten sind gelöscht',
    text: (workspace) =>
      `${workspace} hat keine Daten mehr über Sie. Eine E-Mail, die schon unterwegs war, kann noch ankommen.`,
  },
  dataPage: {
    title: 'Ihre Daten',
    what: (workspace) => `Alles, was ${workspace} in diesem Augenblick über Sie gespeichert hat.`,
    json: 'Für Programme herunterladen (JSON)',
    csv: 'Für Tabellen herunterladen (CSV)',
    hint: 'Die Datei handelt von Ihnen: Bewahren Sie sie dort auf, wo nur Sie sie lesen können.',
  },
  dataMail: {
    subject: (workspace) => `Ihre Daten bei ${workspace}`,
    preheader: 'Der Link zu allem, was wir über Sie gespeichert haben. Er gilt einen Tag.',
    heading: 'Ihre Daten',
    intro:
      'Sie haben nach den Daten gefragt, die wir über Sie gespeichert haben. Der Knopf führt zum Download.',
    button: 'Zu meinen Daten',
    notYou:
      'Der Link gilt einen Tag und ist nur für Sie: Bitte leiten Sie diese E-Mail nicht weiter. Sie waren das nicht? Dann tun Sie nichts.',
    copyLink: 'Der Knopf funktioniert nicht? Kopieren Sie diese Adresse in Ihren Browser:',
  },
  notices: {
    saved: 'Ihre Auswahl ist gespeichert.',
    outdated:
      'Auf dieser Seite hat sich etwas geändert, seit Sie sie geöffnet haben. Deshalb ist noch nichts gespeichert. Bitte sehen Sie Ihre Auswahl noch einmal an.',
    unsubscribed: 'Sie sind von allem abgemeldet.',
    paused: (day) => `Sie bekommen bis zum ${day} keine E-Mails.`,
    resumed: 'Die Pause ist beendet.',
    exportMailed: (address) => `Wir haben einen Link an ${address} geschickt. Er gilt einen Tag.`,
    tooMany:
      'Das war viel in kurzer Zeit, deshalb wurde nichts geändert. Bitte versuchen Sie es in einer Stunde noch einmal. Alles abzubestellen geht immer.',
    exportFailed:
      'Wir können den Link gerade nicht an Ihre Adresse schicken. Antworten Sie auf eine E-Mail, die Sie haben, und fragen Sie nach Ihren Daten.',
    blocked: (workspace) =>
      `Ihre Adresse ist bei ${workspace} gesperrt, deshalb wird nichts an sie geschickt. Wenn Sie wieder E-Mails bekommen möchten, antworten Sie auf eine, die Sie haben.`,
  },
};
