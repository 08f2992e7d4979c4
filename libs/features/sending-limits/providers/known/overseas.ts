import { HOSTING, per, provider, SMALL, type MailProvider } from './provider';

export const AMERICAS: MailProvider[] = [
  provider('comcast', 'Comcast Xfinity', {
    limits: HOSTING,
    domains: 'comcast.net xfinity.com',
    mx: 'comcast.net',
  }),
  provider('att', 'AT&T', {
    limits: SMALL,
    domains:
      'att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net swbell.net prodigy.net snet.net nvbell.net flash.net',
    mx: 'att.net prodigy.net',
  }),
  provider('charter', 'Spectrum', {
    limits: SMALL,
    domains: 'charter.net spectrum.net twc.com rr.com roadrunner.com brighthouse.com',
    mx: 'charter.net twc.com rr.com',
  }),
  provider('optimum', 'Optimum', {
    limits: SMALL,
    domains: 'optonline.net optimum.net',
    mx: 'optonline.net',
  }),
  provider('earthlink', 'EarthLink', {
    limits: SMALL,
    domains: 'earthlink.net mindspring.com',
    mx: 'earthlink.net',
  }),
  provider('centurylink', 'CenturyLink', {
    limits: SMALL,
    domains: 'centurylink.net embarqmail.com q.com centurytel.net',
    mx: 'centurylink.net',
  }),
  provider('bell', 'Bell Canada', { limits: SMALL, domains: 'bell.net sympatico.ca', mx: 'bell.net' }),
  provider('shaw', 'Shaw', { limits: SMALL, domains: 'shaw.ca', mx: 'shaw.ca' }),
  provider('telus', 'TELUS', { limits: SMALL, domains: 'telus.net', mx: 'telus.net' }),
  provider('videotron', 'Vidéotron', { limits: SMALL, domains: 'videotron.ca', mx: 'videotron.ca' }),
  provider('uol', 'UOL and BOL', { limits: SMALL, domains: 'uol.com.br bol.com.br', mx: 'uol.com.br' }),
  provider('terra', 'Terra', { limits: SMALL, domains: 'terra.com.br terra.com', mx: 'terra.com' }),
];

export const ASIA_AND_PACIFIC: MailProvider[] = [
  provider('qq', 'QQ Mail', {
    limits: per(1, 2_000),
    domains: 'qq.com vip.qq.com foxmail.com',
    mx: 'qq.com',
  }),
  provider('netease', 'NetEase (163, 126)', {
    limits: per(1, 2_000),
    domains: '163.com 126.com yeah.net 188.com vip.163.com vip.126.com',
    mx: '163.com netease.com',
  }),
  provider('sina', 'Sina', {
    limits: per(1, 2_000),
    domains: 'sina.com sina.cn',
    mx: 'sina.com.cn sinamail.sina.com.cn',
  }),
  provider('sohu', 'Sohu', { limits: per(1, 2_000), domains: 'sohu.com', mx: 'sohu.com' }),
  provider('aliyun', 'Alibaba Mail', {
    limits: per(1, 2_000),
    domains: 'aliyun.com',
    mx: 'mxhichina.com aliyun.com',
  }),
  provider('naver', 'Naver', { limits: SMALL, domains: 'naver.com', mx: 'naver.com' }),
  provider('daum', 'Daum and Kakao', {
    limits: SMALL,
    domains: 'daum.net hanmail.net kakao.com',
    mx: 'daum.net kakao.com',
  }),
  provider('docomo', 'NTT docomo', { limits: per(1, 2_000), domains: 'docomo.ne.jp', mx: 'docomo.ne.jp' }),
  provider('kddi', 'au (KDDI)', {
    limits: per(1, 2_000),
    domains: 'ezweb.ne.jp au.com',
    mx: 'au.com ezweb.ne.jp',
  }),
  provider('softbank', 'SoftBank', {
    limits: per(1, 2_000),
    domains: 'softbank.ne.jp i.softbank.jp vodafone.ne.jp',
    mx: 'softbank.ne.jp softbank.jp',
  }),
  provider('rediffmail', 'Rediffmail', { limits: SMALL, domains: 'rediffmail.com', mx: 'rediffmail.com' }),
  provider('telstra', 'Telstra', {
    limits: SMALL,
    domains: 'bigpond.com bigpond.net.au telstra.com',
    mx: 'bigpond.com telstra.com',
  }),
  provider('optus', 'Optus', { limits: SMALL, domains: 'optusnet.com.au', mx: 'optusnet.com.au' }),
];
