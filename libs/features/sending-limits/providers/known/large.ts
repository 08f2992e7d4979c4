import { endings, per, provider, SMALL, words, type MailProvider } from './provider';

const MICROSOFT_DOMAINS = [
  ...words('msn.com passport.com windowslive.com webtv.net'),
  ...endings(
    'outlook',
    'com at be cl co cz de dk es fr hu ie in it jp kr lv my ph pt sa sg sk com.ar com.au com.br com.gr com.tr com.vn ' +
      'co.id co.il co.nz co.th',
  ),
  ...endings(
    'hotmail',
    'com at be ca ch cl cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk co.id co.il co.in co.jp co.kr co.nz ' +
      'co.th co.uk co.za com.ar com.au com.br com.hk com.tr com.tw com.vn',
  ),
  ...endings(
    'live',
    'com at be ca cl cn co.kr co.uk co.za com.ar com.au com.mx com.my com.ph com.pt com.sg de dk fi fr hk ie in it jp ' +
      'nl no ru se',
  ),
];

const YAHOO_DOMAINS = [
  ...endings(
    'yahoo',
    'com at be ca ch cl cz de dk es fi fr gr hu ie in it nl no pl pt ro se co.id co.il co.in co.kr co.nz co.th co.uk ' +
      'co.za com.ar com.au com.br com.cn com.co com.hk com.mx com.my com.pe com.ph com.sg com.tr com.tw com.ve com.vn',
  ),
  ...endings(
    'aol',
    'com at be ch cl co.nz co.uk com.ar com.au com.br com.co com.mx de dk es fi fr hk in it jp nl pl se tw',
  ),
  // Run by Yahoo for others, or left from companies it took over.
  ...words(
    'ymail.com rocketmail.com myyahoo.com aim.com love.com games.com wow.com ygm.com netscape.net netscape.com',
  ),
  ...words(
    'cs.com compuserve.com verizon.net frontier.com frontiernet.net citlink.net rogers.com sky.com cox.net',
  ),
];

/** The providers that most newsletters go to. */
export const LARGE: MailProvider[] = [
  provider('gmail', 'Gmail', {
    limits: per(20, 40_000),
    domains: 'gmail.com googlemail.com',
    mx: 'google.com googlemail.com psmtp.com',
  }),
  provider('microsoft', 'Outlook.com and Hotmail', {
    limits: per(10, 20_000),
    domains: MICROSOFT_DOMAINS,
    mx: 'olc.protection.outlook.com hotmail.com',
  }),
  provider('microsoft-business', 'Microsoft 365', {
    limits: per(10, 20_000),
    mx: 'protection.outlook.com protection.outlook.de protection.partner.outlook.cn mx.microsoft',
  }),
  provider('yahoo', 'Yahoo and AOL', {
    limits: per(10, 20_000),
    domains: YAHOO_DOMAINS,
    mx: 'yahoodns.net',
  }),
  provider('yahoo-japan', 'Yahoo! JAPAN', {
    limits: SMALL,
    domains: 'yahoo.co.jp yahoo.ne.jp ybb.ne.jp',
    mx: 'yahoo.co.jp',
  }),
  provider('icloud', 'iCloud Mail', {
    limits: per(5, 10_000),
    domains: 'icloud.com me.com mac.com privaterelay.appleid.com',
    mx: 'icloud.com apple.com',
  }),
  provider('gmx', 'GMX, WEB.DE and mail.com', {
    limits: per(5, 10_000),
    domains: [
      ...endings('gmx', 'de net at ch com org info eu fr es co.uk us biz li tm'),
      ...words('web.de email.de mail.com email.com usa.com europe.com'),
    ],
    mx: 'gmx.net gmx.de web.de mail.com',
  }),
];
