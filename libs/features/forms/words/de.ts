import type { FormWords } from './words';

export const GERMAN: FormWords = {
  required: 'Bitte füllen Sie dieses Feld aus.',
  optional: 'freiwillig',
  email: 'Bitte geben Sie eine E-Mail-Adresse ein, etwa ana@example.com.',
  meant:
    'Meinten Sie {suggestion}? Verbessern Sie die Adresse, oder senden Sie noch einmal ab, um sie so zu lassen.',
  noMail:
    'Für {domain} haben wir keinen Mailserver gefunden. Verbessern Sie die Adresse, oder senden Sie noch einmal ab, um sie so zu lassen.',
  number: 'Bitte geben Sie eine Zahl ein.',
  date: 'Bitte geben Sie ein Datum als Jahr-Monat-Tag ein.',
  choice: 'Bitte wählen Sie eine der Möglichkeiten.',
  country: 'Bitte geben Sie ein Land mit zwei Buchstaben ein, etwa PT.',
  text: 'Bitte geben Sie einen kürzeren Text ein.',
  tickRequired: 'Bitte setzen Sie dieses Häkchen, um fortzufahren.',
  atLeast: {
    characters: 'Bitte geben Sie mindestens {n} Zeichen ein.',
    choices: 'Bitte wählen Sie mindestens {n}.',
    value: 'Bitte geben Sie {n} oder mehr ein.',
  },
  atMost: {
    characters: 'Bitte geben Sie höchstens {n} Zeichen ein.',
    choices: 'Bitte wählen Sie höchstens {n}.',
    value: 'Bitte geben Sie {n} oder weniger ein.',
  },
  mend: 'Bitte prüfen Sie Ihre Angaben:',
  submit: 'Absenden',
  choose: 'Bitte wählen',
  leaveEmpty: 'Dieses Feld bitte leer lassen',
  thanks: 'Vielen Dank. Wir haben Ihre Angaben erhalten.',
  downloadReady: 'Ihr Download steht bereit.',
  checkInbox:
    'Bitte sehen Sie in Ihr Postfach: Wir haben Ihnen eine E-Mail geschickt, in der Sie Ihre Adresse bestätigen.',
  tooMany: 'Aus Ihrem Netz kamen zu viele Formulare. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  oneMoreStep: 'Noch ein Schritt',
  oneMoreStepText:
    'Drücken Sie auf den Knopf, um das Formular abzusenden. So wissen wir, dass ein Mensch es ausgefüllt hat.',
  oneMoreStepButton: 'Formular absenden',
  confirmTitle: 'Bitte bestätigen',
  confirmText:
    'Drücken Sie auf den Knopf, um zu bestätigen, dass diese Adresse Ihre ist und Sie das Formular abgesendet haben.',
  confirmButton: 'Bestätigen',
  confirmedTitle: 'Vielen Dank',
  download: 'Herunterladen',
  next: 'Weiter',
  close: 'Schließen',
  mailSubject: 'Bitte bestätigen Sie Ihre Adresse',
  mailHeading: 'Ein Klick zur Bestätigung',
  mailIntro:
    'Jemand, vermutlich Sie, hat diese Adresse in ein Formular eingetragen. Bitte bestätigen Sie, dass Sie es waren. Bis dahin senden wir nichts weiter.',
  mailButton: 'Ja, das war ich',
  mailNotYou:
    'Sie waren es nicht? Dann tun Sie nichts: Ohne Ihren Klick kommt diese Adresse auf keine Liste.',
  mailCopyLink: 'Der Knopf geht nicht? Kopieren Sie diese Adresse in Ihren Browser:',
};
