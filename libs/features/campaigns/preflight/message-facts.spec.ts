import { readMessage } from './message-facts';

const read = (html: string) => readMessage({ subject: 's', preheader: 'p', html, text: ' t ' });

describe('reading a message', () => {
  it('lists links with what the reader sees, images included', () => {
    const { links } = read(
      '<a href=" https://shop.example/a?x=1&amp;y=2 ">The <b>red</b> one</a><a href="https://b.example"><img src="x" alt="Boots"></a>',
    );
    expect(links).toEqual([
      { href: 'https://shop.example/a?x=1&y=2', label: 'The red one' },
      { href: 'https://b.example', label: 'Boots' },
    ]);
  });

  it.each([
    ['no address', '<a href="">x</a>'],
    ['a lone #', '<a href="#">x</a>'],
    ['a place that is not there', '<a href="#more">x</a>'],
    ['an address that is none', '<a href="https://">x</a>'],
    ['a mailto without a mailbox', '<a href="mailto:?subject=Hi">x</a>'],
  ])('calls a link dead with %s', (_, html) => expect(read(html).deadLinks).toHaveLength(1));

  it.each([
    '<a href="#more">x</a><h2 id="more">More</h2>',
    '<a href="#more">x</a><a name="more"></a>',
    '<a href="mailto:a@b.example">x</a>',
    '<a href="https://shop.example/?q=#top">x</a>',
    '<a name="only-an-anchor">x</a>',
  ])('does not call %s dead', (html) => expect(read(html).deadLinks).toEqual([]));

  it('reads neither styles nor titles', () => {
    const { visibleText } = read(
      '<head><title>Title</title><style>p{color:red}</style></head><p>Hello&nbsp;you</p>',
    );
    expect(visibleText).toBe('Hello you');
  });

  it('tells an image without alt text from one with an empty one', () => {
    expect(read('<img src="a"><img src="b" alt="">').images).toEqual([
      { src: 'a', alt: null },
      { src: 'b', alt: '' },
    ]);
  });

  it('leaves our own links out, and no other one to the same address', () => {
    const own = 'http://localhost:3000';
    const token = 'AbCdEfGhIjKlMnOpQrStUvWx';
    const html = `<a href="${own}/u/${token}">Leave</a><a href="${own}/p/${token}">Choose</a><a href="${own}/about">Us</a>`;
    const parts = { subject: '', preheader: '', text: '', html };
    expect(readMessage(parts, own).links).toEqual([{ href: `${own}/about`, label: 'Us' }]);
    expect(readMessage(parts).links).toHaveLength(3);
  });
});
