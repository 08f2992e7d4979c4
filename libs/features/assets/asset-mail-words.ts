/** What the mail with a download link says. */
export interface AssetMailWords {
  /** Merge fields as in templates. */
  subject: string;
  preheader: string;
  intro: string;
  button: string;
  /** A date and a full stop follow. */
  until: string;
  copyLink: string;
}

const WORDS: Readonly<Record<string, AssetMailWords>> = {
  en: {
    subject: 'Your download: {{data.assetName}}',
    preheader: 'Here is what you asked for. The link is made for you alone and expires.',
    intro: 'Here is what you asked for. The button starts the download.',
    button: 'Download',
    until: 'The link is made for you alone. It works until',
    copyLink: 'The button does not work? Copy this address into your browser:',
  },
  de: {
    subject: 'Ihr Download: {{data.assetName}}',
    preheader: 'Hier ist, was Sie angefordert haben. Der Link gilt nur für Sie und läuft ab.',
    intro: 'Hier ist, was Sie angefordert haben. Die Schaltfläche startet den Download.',
    button: 'Herunterladen',
    until: 'Der Link gilt nur für Sie. Er funktioniert bis zum',
    copyLink: 'Die Schaltfläche geht nicht? Kopieren Sie diese Adresse in Ihren Browser:',
  },
  es: {
    subject: 'Su descarga: {{data.assetName}}',
    preheader: 'Aquí tiene lo que pidió. El enlace es solo para usted y caduca.',
    intro: 'Aquí tiene lo que pidió. El botón inicia la descarga.',
    button: 'Descargar',
    until: 'El enlace es solo para usted. Funciona hasta el',
    copyLink: '¿No funciona el botón? Copie esta dirección en su navegador:',
  },
  fr: {
    subject: 'Votre téléchargement : {{data.assetName}}',
    preheader: 'Voici ce que vous avez demandé. Le lien est à vous seul et il expire.',
    intro: 'Voici ce que vous avez demandé. Le bouton lance le téléchargement.',
    button: 'Télécharger',
    until: 'Ce lien est à vous seul. Il fonctionne jusqu’au',
    copyLink: 'Le bouton ne marche pas ? Copiez cette adresse dans votre navigateur :',
  },
  it: {
    subject: 'Il suo download: {{data.assetName}}',
    preheader: 'Ecco ciò che ha richiesto. Il collegamento è solo per lei e scade.',
    intro: 'Ecco ciò che ha richiesto. Il pulsante avvia il download.',
    button: 'Scarica',
    until: 'Il collegamento è solo per lei. Funziona fino al',
    copyLink: 'Il pulsante non funziona? Copi questo indirizzo nel browser:',
  },
  nl: {
    subject: 'Uw download: {{data.assetName}}',
    preheader: 'Hier is wat u hebt aangevraagd. De link is alleen voor u en verloopt.',
    intro: 'Hier is wat u hebt aangevraagd. De knop start de download.',
    button: 'Downloaden',
    until: 'De link is alleen voor u. Hij werkt tot',
    copyLink: 'Werkt de knop niet? Kopieer dit adres naar uw browser:',
  },
  pt: {
    subject: 'A sua transferência: {{data.assetName}}',
    preheader: 'Aqui está o que pediu. A ligação é só para si e expira.',
    intro: 'Aqui está o que pediu. O botão inicia a transferência.',
    button: 'Transferir',
    until: 'A ligação é só para si. Funciona até',
    copyLink: 'O botão não funciona? Copie este endereço para o seu navegador:',
  },
};

/** In the nearest language to a BCP 47 tag; English for those that we do not speak. */
export function assetMailWords(language = 'en'): { language: string; words: AssetMailWords } {
  const base = language.toLowerCase().split(/[-_]/, 1)[0] ?? 'en';
  const words = WORDS[base];
  return words ? { language: base, words } : { language: 'en', words: WORDS['en'] as AssetMailWords };
}
