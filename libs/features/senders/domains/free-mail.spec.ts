import { isFreeMail } from './free-mail';

it.each([
  'gmail.com',
  'yahoo.com',
  'yahoo.co.jp',
  'yahoo.com.br',
  'hotmail.de',
  'gmx.net',
  'outlook.fr',
  'web.de',
  'qq.com',
])('%s is a free mail service', (domain) => expect(isFreeMail(domain)).toBe(true));

it.each([
  'shop.example',
  'mail.gmail.com',
  'mygmail.com',
  'yahoo.shop.example',
  'live.events',
  'live',
  'yahooXcom',
])('%s is a domain of somebody', (domain) => expect(isFreeMail(domain)).toBe(false));
