import type { AssetRefusal } from '@features/assets';
import type { TextsByLanguage } from './page-language';

type Words = Readonly<Record<AssetRefusal, { title: string; text: string }>>;

/** Why a link to a file gives nothing, and what to do. */
export const ASSET_WORDS: TextsByLanguage<Words> = {
  en: {
    expired: {
      title: 'This download link has expired',
      text: 'Links to downloads work for a while only. Ask for the file again where you found it, and you get a new link.',
    },
    'used-up': {
      title: 'This download link was used up',
      text: 'It was made for a few downloads, and they are done. Ask for the file again where you found it, and you get a new link.',
    },
    withdrawn: {
      title: 'This download is no longer offered',
      text: 'The file behind this link was withdrawn. If you still need it, answer the email that brought you here.',
    },
  },
  de: {
    expired: {
      title: 'Dieser Download-Link ist abgelaufen',
      text: 'Links zu Downloads gelten nur eine Zeit lang. Fordern Sie die Datei dort noch einmal an, wo Sie sie gefunden haben; dann bekommen Sie einen neuen Link.',
    },
    'used-up': {
      title: 'Dieser Download-Link ist verbraucht',
      text: 'Er galt für einige Downloads, und die sind erfolgt. Fordern Sie die Datei dort noch einmal an, wo Sie sie gefunden haben; dann bekommen Sie einen neuen Link.',
    },
    withdrawn: {
      title: 'Dieser Download wird nicht mehr angeboten',
      text: 'Die Datei hinter diesem Link wurde zurückgezogen. Wenn Sie sie noch brauchen, antworten Sie auf die E-Mail, die Sie hergeführt hat.',
    },
  },
  es: {
    expired: {
      title: 'Este enlace de descarga ha caducado',
      text: 'Los enlaces de descarga funcionan solo un tiempo. Pida el archivo otra vez donde lo encontró y recibirá un enlace nuevo.',
    },
    'used-up': {
      title: 'Este enlace de descarga ya se usó',
      text: 'Era para unas pocas descargas, y ya están hechas. Pida el archivo otra vez donde lo encontró y recibirá un enlace nuevo.',
    },
    withdrawn: {
      title: 'Esta descarga ya no se ofrece',
      text: 'El archivo de este enlace se ha retirado. Si todavía lo necesita, responda al correo que le trajo aquí.',
    },
  },
  fr: {
    expired: {
      title: 'Ce lien de téléchargement a expiré',
      text: 'Les liens de téléchargement ne fonctionnent qu’un certain temps. Demandez à nouveau le fichier là où vous l’avez trouvé, et vous recevrez un nouveau lien.',
    },
    'used-up': {
      title: 'Ce lien de téléchargement est épuisé',
      text: 'Il valait pour quelques téléchargements, et ils ont eu lieu. Demandez à nouveau le fichier là où vous l’avez trouvé, et vous recevrez un nouveau lien.',
    },
    withdrawn: {
      title: 'Ce téléchargement n’est plus proposé',
      text: 'Le fichier de ce lien a été retiré. Si vous en avez encore besoin, répondez à l’e-mail qui vous a amené ici.',
    },
  },
  pt: {
    expired: {
      title: 'Esta ligação expirou',
      text: 'As ligações para transferências só funcionam durante algum tempo. Peça o ficheiro de novo onde o encontrou e recebe uma ligação nova.',
    },
    'used-up': {
      title: 'Esta ligação já foi usada',
      text: 'Era para algumas transferências, e já foram feitas. Peça o ficheiro de novo onde o encontrou e recebe uma ligação nova.',
    },
    withdrawn: {
      title: 'Esta transferência já não está disponível',
      text: 'O ficheiro desta ligação foi retirado. Se ainda precisa dele, responda ao email que o trouxe até aqui.',
    },
  },
};
