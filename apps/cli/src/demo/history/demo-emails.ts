import { TemplateGallery, type BlockDocument } from '@features/templates';
import type { INestApplicationContext } from '@nestjs/common';
import { blocksOf, button, columns, heading, link, name, picked, text, type Part } from './demo-blocks';

const SHOP = 'https://mare-alta.example.com';

/** What an email of the demo is made of: blocks, or source where blocks cannot draw it. */
export type DemoBody = { document: BlockDocument } | { mjml: string; galleryKey: string };

const coffee = (title: string, taste: string, price: string) => [
  heading(3, [title]),
  text([taste]),
  text([{ text: price, bold: true }]),
  text([link(`See ${title}`, `${SHOP}/shop/${title.toLowerCase()}`)]),
];

const letter = (title: string, lead: string, tip: string): Part[] => [
  heading(1, [title]),
  text([name('Hello'), { text: `, ${lead}` }], 'large'),
  button('Read the harvest story', `${SHOP}/stories/huila-harvest`),
  'line',
  heading(2, ['Grind finer, pour slower']),
  text([
    tip,
    ' The whole recipe, with times and weights, is ',
    link('in the journal', `${SHOP}/journal/grind-finer`),
    '.',
  ]),
  columns('1-1', [
    [
      heading(3, ['What we paid, farm by farm']),
      text(['For every bag: the price at the farm, the freight, the roasting.']),
      text([link('See the list', `${SHOP}/journal/what-we-pay`)]),
    ],
    [
      heading(3, ['The bag you can send back']),
      text(['Send ten empty ones and the eleventh coffee is on us.']),
      text([link('How it works', `${SHOP}/journal/refill-bags`)]),
    ],
  ]),
  'line',
  text(['Drink it while it is fresh,\nInês']),
];

const offer = (title: string, lead: string, more: string): Part[] => [
  heading(1, [title]),
  text([name('Hello'), { text: `, ${lead}` }], 'large'),
  columns('1-1-1', [
    coffee('Huila', 'Red plum, cane sugar', '€9.80, was €14'),
    coffee('Sidama', 'Jasmine, apricot', '€11.60, was €15.50'),
    coffee('Cerrado', 'Hazelnut, dark cocoa', '€9.00, was €12'),
  ]),
  button('Choose yours', `${SHOP}/shop/last-bags`),
  text([more], 'small'),
];

const invitation = (title: string, lead: string, when: string): Part[] => [
  heading(1, [title]),
  text([name('Hello'), { text: `, ${lead}` }], 'large'),
  columns('1-2', [
    [heading(3, ['When and where'])],
    [text([{ text: when, bold: true }, '\nRua da Alfândega 12, Porto, and live online'])],
  ]),
  button('Save my seat', `${SHOP}/events/tasting/register`),
  'line',
  heading(2, ['The evening']),
  picked([
    ['Three harvests side by side, tasted blind'],
    ['The growers tell what you tasted, and why'],
    ['Bread, cheese and questions'],
  ]),
  text(['Cannot make it? ', link('Ask for the recording', `${SHOP}/events/tasting/recording`), ' instead.']),
];

const PARTS: Record<string, Part[]> = {
  'winter-letter': letter(
    'What we drink when it rains for a week',
    'the first parcel of the washed Huila is here: red plum, cane sugar, and a cup that forgives a hurried morning.',
    'A sour brew is nearly always a coarse one. Two clicks finer and half a minute more, and the fruit comes through.',
  ),
  'last-winter-bags': offer(
    'Three coffees we will not roast again',
    'the winter harvest is nearly gone. What is left goes at up to 30 % less, so that it is drunk fresh.',
    'Prices include VAT. 312 bags were left when we wrote this.',
  ),
  'spring-letter': letter(
    'The first fresh crop is in the roastery',
    'on Monday the first sacks of the new crop came up the stairs. We roasted until midnight and could not wait to tell you.',
    'Fresh beans want a slower pour: let them bloom for forty seconds, then take two minutes for the rest.',
  ),
  'waiting-deliveries': [
    heading(1, ['Your subscription now waits for you']),
    text([name('Hello'), { text: ', away for two weeks? Skip or move a delivery with one tap.' }], 'large'),
    button('Move my next delivery', `${SHOP}/account/deliveries`),
    'line',
    heading(2, ['Three smaller things']),
    picked([
      ['Change the grind for one bag, not for all'],
      ['See when your beans were roasted, by the day'],
      ['Pay for a whole year and get a month of it free'],
    ]),
    text([link('See everything that changed', `${SHOP}/journal/what-changed`)]),
  ],
  'porto-tasting': invitation(
    'Taste three harvests with the people who grew them',
    'bring a cup and a spoon. For one evening we taste three coffees side by side.',
    'Thursday, 19:00 to 21:00',
  ),
  'autumn-letter': letter(
    'Two new harvests, one honest price list',
    'the evenings are long again, and two harvests came in within a week. We cannot agree on which is better.',
    'On slow mornings we brew the Sidama at 92 degrees, in three pours, and leave it alone for a minute.',
  ),
  'last-summer-bags': offer(
    'The last bags of the summer roast',
    'three coffees go, and three farewells come at a friendly price. Until Sunday, while the bags last.',
    'Prices include VAT. When a coffee is gone, its page says so.',
  ),
  'winter-tasting': invitation(
    'Three roasts, one evening',
    'the nights are long: come to the roastery, taste three roasts of one harvest and say which we keep.',
    'The first Thursday of the month, 19:00 to 21:00',
  ),
  'holiday-boxes': offer(
    'Three boxes that need no wrapping paper',
    'each holds two coffees, a story and a card that you can write on. Order by the fifteenth and they arrive in time.',
    'Prices include VAT. The boxes are made of the sacks that the coffee came in.',
  ),
};

/** The body of an email of the demo: `key` of the plan, or of the gallery's email where no blocks are written for it. */
export function bodyOf(
  app: INestApplicationContext,
  { key, gallery }: { key: string; gallery: string },
): DemoBody {
  const parts = PARTS[key];
  if (parts) return { document: blocksOf(parts) };
  const { mjml } = app.get(TemplateGallery).get(gallery);
  return { mjml: mjml.replaceAll('https://example.com/', `${SHOP}/`), galleryKey: gallery };
}
