import type { FormWords } from './words';

export const FRENCH: FormWords = {
  required: 'Veuillez remplir ce champ.',
  optional: 'facultatif',
  email: 'Veuillez saisir une adresse e-mail, par exemple ana@example.com.',
  meant:
    'Vouliez-vous dire {suggestion} ? Corrigez l’adresse, ou envoyez à nouveau pour la garder telle quelle.',
  noMail:
    'Nous n’avons pas trouvé de serveur de messagerie pour {domain}. Corrigez l’adresse, ou envoyez à nouveau pour la garder telle quelle.',
  number: 'Veuillez saisir un nombre.',
  date: 'Veuillez saisir une date sous la forme année-mois-jour.',
  choice: 'Veuillez choisir une des options.',
  country: 'Veuillez saisir le pays en deux lettres, par exemple PT.',
  text: 'Veuillez saisir un texte plus court.',
  tickRequired: 'Veuillez cocher cette case pour continuer.',
  atLeast: {
    characters: 'Veuillez saisir au moins {n} caractères.',
    choices: 'Veuillez en choisir au moins {n}.',
    value: 'Veuillez saisir {n} ou plus.',
  },
  atMost: {
    characters: 'Veuillez saisir {n} caractères au plus.',
    choices: 'Veuillez en choisir {n} au plus.',
    value: 'Veuillez saisir {n} ou moins.',
  },
  mend: 'Veuillez vérifier vos réponses :',
  submit: 'Envoyer',
  choose: 'Veuillez choisir',
  leaveEmpty: 'Laissez ce champ vide',
  thanks: 'Merci. Nous avons bien reçu vos réponses.',
  downloadReady: 'Votre téléchargement est prêt.',
  checkInbox:
    'Consultez votre boîte de réception : nous vous avons envoyé un e-mail avec un bouton pour confirmer votre adresse.',
  tooMany: 'Trop de formulaires sont venus de votre réseau. Veuillez réessayer dans quelques minutes.',
  oneMoreStep: 'Encore une étape',
  oneMoreStepText:
    'Appuyez sur le bouton pour envoyer le formulaire ; nous saurons ainsi qu’une personne l’a rempli.',
  oneMoreStepButton: 'Envoyer le formulaire',
  confirmTitle: 'Veuillez confirmer',
  confirmText:
    'Appuyez sur le bouton pour confirmer que cette adresse est la vôtre et que vous avez envoyé le formulaire.',
  confirmButton: 'Confirmer',
  confirmedTitle: 'Merci',
  download: 'Télécharger',
  next: 'Suivant',
  close: 'Fermer',
  mailSubject: 'Veuillez confirmer votre adresse',
  mailHeading: 'Un clic pour confirmer',
  mailIntro:
    'Quelqu’un, sans doute vous, a laissé cette adresse dans un formulaire. Veuillez confirmer que c’était vous. D’ici là, nous n’enverrons rien d’autre.',
  mailButton: 'Oui, c’était moi',
  mailNotYou:
    'Ce n’était pas vous ? Ne faites rien : sans votre clic, cette adresse n’entre dans aucune liste.',
  mailCopyLink: 'Le bouton ne marche pas ? Copiez cette adresse dans votre navigateur :',
};
