import type { TextsByLanguage } from './page-language';

interface Words {
  notFound: { title: string; text: string };
  failure: { title: string; heading: string; text: string };
}

/** What pages say that belong to nobody: wrong links, and trouble on our side. */
export const PAGE_WORDS: TextsByLanguage<Words> = {
  en: {
    notFound: {
      title: 'This link does not work',
      text: 'It may have been cut off on its way, or what it led to is gone. Open it again from the email, or answer the email and ask its sender.',
    },
    failure: {
      title: 'Please try again',
      heading: 'Please try again in a minute',
      text: 'Something on our side did not work, and nothing was changed.',
    },
  },
  de: {
    notFound: {
      title: 'Dieser Link funktioniert nicht',
      text: 'Vielleicht wurde er unterwegs abgeschnitten, oder es gibt nicht mehr, wohin er führte. Öffnen Sie ihn noch einmal aus der E-Mail, oder antworten Sie auf die E-Mail und fragen Sie nach.',
    },
    failure: {
      title: 'Bitte noch einmal versuchen',
      heading: 'Bitte versuchen Sie es in einer Minute noch einmal',
      text: 'Bei uns hat etwas nicht geklappt, und nichts wurde geändert.',
    },
  },
  es: {
    notFound: {
      title: 'Este enlace no funciona',
      text: 'Puede que se haya cortado por el camino, o que ya no exista aquello a lo que llevaba. Ábralo otra vez desde el correo, o responda al correo y pregunte a quien lo envió.',
    },
    failure: {
      title: 'Inténtelo de nuevo',
      heading: 'Inténtelo de nuevo dentro de un minuto',
      text: 'Algo ha fallado por nuestra parte y no se ha cambiado nada.',
    },
  },
  fr: {
    notFound: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il a peut-être été coupé en chemin, ou ce à quoi il menait n’existe plus. Ouvrez-le à nouveau depuis l’e-mail, ou répondez à l’e-mail et demandez à son expéditeur.',
    },
    failure: {
      title: 'Veuillez réessayer',
      heading: 'Veuillez réessayer dans une minute',
      text: 'Quelque chose n’a pas fonctionné de notre côté, et rien n’a été modifié.',
    },
  },
  pt: {
    notFound: {
      title: 'Esta ligação não funciona',
      text: 'Talvez tenha sido cortada pelo caminho, ou já não exista aquilo a que levava. Abra-a de novo a partir do email, ou responda ao email e pergunte a quem o enviou.',
    },
    failure: {
      title: 'Tente de novo',
      heading: 'Tente de novo daqui a um minuto',
      text: 'Algo não funcionou do nosso lado, e nada foi alterado.',
    },
  },
};
