import type { PreferenceText } from './preference-text';

export const fr: PreferenceText = {
  language: 'fr',
  name: 'Français',
  title: 'Vos préférences',
  intro: (address) => `Voici les préférences pour ${address}.`,
  topics: {
    legend: (workspace) => `${workspace} peut m’envoyer des e-mails sur`,
    none: 'Il n’y a aucun thème à choisir.',
  },
  frequency: {
    legend: 'À quelle fréquence nous pouvons vous écrire',
    labels: {
      all: 'Tous les e-mails',
      weekly: 'Au plus un e-mail par semaine',
      monthly: 'Au plus un e-mail par mois',
    },
    hint: 'Cela ne concerne pas les réponses à ce que vous faites, comme une commande.',
  },
  locale: { legend: 'Langue', label: 'Ma langue', unknown: 'Pas encore choisie' },
  tracking: {
    legend: 'Mesure',
    label: 'Vous pouvez enregistrer les e-mails que j’ouvre et les liens que je suis',
    hint: 'Si c’est désactivé, rien n’est enregistré à votre sujet, y compris pour les e-mails que vous avez déjà.',
  },
  save: 'Enregistrer mes choix',
  unsubscribeAll: 'Me désabonner de tout',
  pause: {
    legend: 'Faire une pause',
    hint: 'Vous ne recevez pas d’e-mails pendant quelque temps. Vos choix restent inchangés.',
    weeks: (weeks) => `Pause de ${weeks} semaines`,
    until: (day) => `Vos e-mails sont en pause jusqu’au ${day}.`,
    end: 'Terminer la pause maintenant',
  },
  data: {
    legend: 'Vos données',
    exportHint:
      'Nous envoyons à votre adresse un lien qui permet de télécharger tout ce que nous gardons à votre sujet.',
    export: 'Télécharger mes données',
    eraseHint:
      'Nous effaçons tout ce que nous gardons à votre sujet. Nous vous posons d’abord la question une fois encore.',
    erase: 'Effacer mes données',
  },
  erase: {
    title: 'Effacer tout ce qui vous concerne ?',
    what: (workspace) =>
      `${workspace} efface votre contact, vos choix et tout ce qui a été enregistré à votre sujet. Personne ne peut l’annuler. ` +
      'Il ne reste qu’un code formé à partir de votre adresse, qui ne permet pas de la lire, afin que l’on ne vous écrive plus.',
    address: 'Pour savoir que c’est bien vous : l’adresse e-mail que concerne cette page',
    wrongAddress: 'Ce n’est pas l’adresse que concerne cette page. Rien n’a été effacé.',
    sure: 'Oui, effacer tout ce qui me concerne',
    back: 'Non, revenir à mes préférences',
  },
  erased: {
    title: 'Vos données sont effacées',
    text: (workspace) =>
      `${workspace} n’a plus de données à votre sujet. Un e-mail déjà en route peut encore arriver.`,
  },
  dataPage: {
    title: 'Vos données',
    what: (workspace) => `Tout ce que ${workspace} garde à votre sujet en ce moment.`,
    json: 'Télécharger pour des programmes (JSON)',
    csv: 'Télécharger pour un tableur (CSV)',
    hint: 'Ce fichier parle de vous : gardez-le là où vous seul pouvez le lire.',
  },
  dataMail: {
    subject: (workspace) => `Vos données chez ${workspace}`,
    preheader: 'Le lien vers tout ce que nous gardons à votre sujet. Il est valable un jour.',
    heading: 'Vos données',
    intro: 'Vous avez demandé les données que nous gardons à votre sujet. Le bouton mène au téléchargement.',
    button: 'Voir mes données',
    notYou:
      'Le lien est valable un jour et n’est que pour vous : merci de ne pas transférer cet e-mail. Ce n’était pas vous ? Alors ne faites rien.',
    copyLink: 'Le bouton ne fonctionne pas ? Copiez cette adresse dans votre navigateur :',
  },
  notices: {
    saved: 'Vos choix sont enregistrés.',
    outdated:
      'Quelque chose a changé sur cette page depuis que vous l’avez ouverte ; rien n’est donc encore enregistré. Veuillez revoir vos choix.',
    unsubscribed: 'Vous êtes désabonné de tout.',
    paused: (day) => `Vous ne recevez pas d’e-mails jusqu’au ${day}.`,
    resumed: 'La pause est terminée.',
    exportMailed: (address) => `Nous avons envoyé un lien à ${address}. Il est valable un jour.`,
    tooMany:
      'C’était beaucoup en peu de temps ; rien n’a donc été modifié. Réessayez dans une heure. Se désabonner de tout est toujours possible.',
    exportFailed:
      'Nous ne pouvons pas envoyer le lien à votre adresse pour le moment. Répondez à l’un des e-mails que vous avez et demandez vos données.',
    blocked: (workspace) =>
      `Votre adresse est bloquée chez ${workspace} ; rien ne lui est donc envoyé. Pour recevoir à nouveau des e-mails, répondez à l’un de ceux que vous avez.`,
  },
};
