import { endings, HOSTING, per, provider, SMALL, type MailProvider } from './provider';

export const EUROPE: MailProvider[] = [
  provider('t-online', 'Telekom (t-online.de)', {
    limits: per(2, 4_000),
    domains: 't-online.de magenta.de',
    mx: 't-online.de',
  }),
  provider('freenet', 'freenet', { limits: SMALL, domains: 'freenet.de', mx: 'freenet.de' }),
  provider('vodafone-de', 'Vodafone Germany', {
    limits: SMALL,
    domains: 'arcor.de vodafone.de vodafonemail.de kabelmail.de unitybox.de',
    mx: 'vodafonemail.de arcor-online.net',
  }),
  provider('orange', 'Orange', {
    limits: per(2, 3_000),
    domains: 'orange.fr wanadoo.fr',
    mx: 'orange.fr wanadoo.fr',
  }),
  provider('laposte', 'La Poste', { limits: per(2, 3_000), domains: 'laposte.net', mx: 'laposte.net' }),
  provider('free', 'Free', {
    limits: per(2, 3_000),
    domains: 'free.fr aliceadsl.fr libertysurf.fr freesbee.fr worldonline.fr online.fr',
    mx: 'free.fr proxad.net',
  }),
  provider('sfr', 'SFR', {
    limits: per(2, 3_000),
    domains:
      'sfr.fr neuf.fr cegetel.net club-internet.fr numericable.fr numericable.com 9online.fr 9business.fr noos.fr',
    mx: 'sfr.fr neuf.fr',
  }),
  provider('bouygues', 'Bouygues Telecom', {
    limits: per(2, 3_000),
    domains: 'bbox.fr',
    mx: 'bbox.fr bouygtel.fr',
  }),
  provider('libero', 'Libero and Virgilio', {
    limits: SMALL,
    domains: 'libero.it iol.it inwind.it blu.it giallo.it virgilio.it',
    mx: 'libero.it',
  }),
  provider('tim', 'TIM', { limits: SMALL, domains: 'tim.it alice.it tin.it', mx: 'tim.it alice.it tin.it' }),
  provider('tiscali', 'Tiscali', { limits: SMALL, domains: 'tiscali.it', mx: 'tiscali.it' }),
  provider('aruba', 'Aruba', { limits: HOSTING, domains: 'aruba.it', mx: 'aruba.it' }),
  provider('ziggo', 'Ziggo', {
    limits: SMALL,
    domains: 'ziggo.nl home.nl casema.nl chello.nl upcmail.nl quicknet.nl',
    mx: 'ziggo.nl',
  }),
  provider('kpn', 'KPN', {
    limits: SMALL,
    domains: 'kpnmail.nl planet.nl hetnet.nl kpnplanet.nl xs4all.nl',
    mx: 'kpnmail.nl kpn.com xs4all.nl',
  }),
  provider('telenet', 'Telenet', { limits: SMALL, domains: 'telenet.be pandora.be', mx: 'telenet-ops.be' }),
  provider('proximus', 'Proximus', {
    limits: SMALL,
    domains: 'skynet.be proximus.be belgacom.net',
    mx: 'proximus.be skynet.be',
  }),
  provider('bluewin', 'Bluewin', { limits: SMALL, domains: 'bluewin.ch bluemail.ch', mx: 'bluewin.ch' }),
  provider('bt', 'BT', {
    limits: SMALL,
    domains: 'btinternet.com btopenworld.com talk21.com',
    mx: 'btinternet.com bt.lon5.cpcloud.co.uk',
  }),
  provider('virgin-media', 'Virgin Media', {
    limits: SMALL,
    domains: 'virginmedia.com virgin.net ntlworld.com blueyonder.co.uk',
    mx: 'virginmedia.com virgin-media.net',
  }),
  provider('talktalk', 'TalkTalk', {
    limits: SMALL,
    domains: 'talktalk.net tiscali.co.uk',
    mx: 'talktalk.net',
  }),
  provider('sapo', 'SAPO', { limits: SMALL, domains: 'sapo.pt', mx: 'sapo.pt' }),
  provider('wp', 'Wirtualna Polska and o2', {
    limits: SMALL,
    domains: 'wp.pl o2.pl tlen.pl',
    mx: 'wp.pl o2.pl',
  }),
  provider('onet', 'Onet', { limits: SMALL, domains: 'onet.pl op.pl poczta.onet.pl onet.eu', mx: 'onet.pl' }),
  provider('interia', 'Interia', {
    limits: SMALL,
    domains: 'interia.pl interia.eu poczta.fm',
    mx: 'interia.pl',
  }),
  provider('seznam', 'Seznam', { limits: SMALL, domains: 'seznam.cz email.cz post.cz', mx: 'seznam.cz' }),
  provider('mail-ru', 'Mail.ru', {
    limits: per(5, 10_000),
    domains: 'mail.ru bk.ru inbox.ru list.ru internet.ru',
    mx: 'mail.ru',
  }),
  provider('yandex', 'Yandex', {
    limits: per(5, 10_000),
    domains: [...endings('yandex', 'ru com ua kz by com.tr'), 'ya.ru', 'narod.ru'],
    mx: 'yandex.net yandex.ru',
  }),
  provider('rambler', 'Rambler', {
    limits: SMALL,
    domains: 'rambler.ru lenta.ru autorambler.ru',
    mx: 'rambler.ru',
  }),
  provider('ukr-net', 'UKR.NET', { limits: SMALL, domains: 'ukr.net', mx: 'ukr.net' }),
];
