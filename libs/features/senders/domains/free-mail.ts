/** Countries in which the providers below give out addresses under a domain of that country. */
const COUNTRIES = words(`
  ae ar at be bg br by ca ch cl cn co cz de dk ee es fi fr gr hk hr hu id ie il in it jp kr kz lt lu lv mx my net nl no
  nz pe ph pl pt ro rs ru se sg si sk th tr tw ua uk us ve vn za
`).join('|');

const IN_MANY_COUNTRIES = new RegExp(
  `^(yahoo|ymail|rocketmail|hotmail|live|outlook|windowslive|gmx|yandex|aol)\\.(com|(com?\\.)?(${COUNTRIES}))$`,
);

const FREE_MAIL = new Set(
  words(`
  gmail.com googlemail.com icloud.com me.com mac.com msn.com passport.com email.com mail.com proton.me protonmail.com
  protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com hey.com fastmail.com fastmail.fm zoho.com zohomail.com
  zohomail.eu hushmail.com inbox.com lycos.com web.de t-online.de freenet.de arcor.de gmx.info posteo.de mailbox.org
  bluewin.ch sunrise.ch orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it
  alice.it tin.it tim.it sapo.pt telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl planet.nl btinternet.com sky.com
  virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk eircom.net comcast.net xfinity.com verizon.net att.net
  sbcglobal.net bellsouth.net cox.net charter.net shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au xtra.co.nz
  seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl abv.bg mail.bg ukr.net i.ua mail.ru bk.ru list.ru inbox.ru
  internet.ru ya.ru rambler.ru qq.com foxmail.com 163.com 126.com yeah.net sina.com sohu.com aliyun.com naver.com
  daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com uol.com.br bol.com.br
  terra.com.br ig.com.br globo.com walla.co.il yopmail.com mailinator.com
`),
);

/** Whether everybody can have an address under this domain, so that none of its users can publish records for it. */
export function isFreeMail(domain: string): boolean {
  return FREE_MAIL.has(domain) || IN_MANY_COUNTRIES.test(domain);
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
