import { readMessage } from './message-facts';
import { spamNotes } from './spam-notes';

const text =
  'A letter of more than a hundred and twenty characters, so that nobody takes it for one that consists of images and of nothing else at all.';
const rules = (subject: string, html = `<p>${text}</p>`): string[] =>
  spamNotes(readMessage({ subject, preheader: '', html, text: '' })).map(({ rule }) => rule);

describe('signs of spam', () => {
  it('are not found in a letter like any other', () => {
    expect(
      rules(
        'News from the roastery: three new coffees!',
        `<p>${text}</p><a href="https://www.shop.example/x">shop.example</a>`,
      ),
    ).toEqual([]);
  });

  it.each([
    ['subject-capitals', 'BUY OUR COFFEE today', undefined],
    ['subject-exclamation', 'New! Now!', undefined],
    ['subject-reply', 'Re: your order', undefined],
    ['subject-reply', 'FWD: look', undefined],
    ['body-exclamation', 'Hi', `<p>${text} Now!!!</p>`],
    ['image-only', 'Hi', '<img src="x" alt="all of it"><p>short</p>'],
    ['phrases', 'Earn money at home', undefined],
    ['phrases', 'Hi', `<p>${text} It is risk-free.</p>`],
    ['link-shortener', 'Hi', `<p>${text}</p><a href="https://bit.ly/3x">here</a>`],
    ['link-address', 'Hi', `<p>${text}</p><a href="http://192.0.2.7/x">here</a>`],
    ['link-mismatch', 'Hi', `<p>${text}</p><a href="https://evil.example/x">www.bank.example/login</a>`],
  ])('%s: %s', (rule, subject, html) => expect(rules(subject, html)).toEqual([rule]));

  it.each([
    ['the same site', 'https://shop.example/x', 'www.shop.example'],
    ['a part of the site', 'https://www.news.shop.example/x', 'news.shop.example'],
    ['words', 'https://evil.example/x', 'read more at bank.example'],
    ['a mailbox', 'mailto:a@b.example', 'b.example'],
  ])('a link may show %s', (_, href, label) =>
    expect(rules('Hi', `<p>${text}</p><a href="${href}">${label}</a>`)).toEqual([]),
  );

  it('short subjects in capitals are names, not shouting', () => {
    expect(rules('NATO: a history')).toEqual([]);
    expect(rules('ÄRGER ÜBER ÖL')).toEqual(['subject-capitals']);
    expect(rules('新しいコーヒーが届きました')).toEqual([]);
  });
});
