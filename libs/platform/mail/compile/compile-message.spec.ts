import { compileMessage } from './compile-message';
import { CompileFailure, type CompileProblem, type MessageSource } from './compiled-message';

const page = (body: string) => `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
${body}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
const text = (content: string) => page(`<mj-text>${content}</mj-text>`);

const compile = async (source: Partial<MessageSource>) =>
  (await compileMessage({ mjml: text('Hello'), subject: 'Hi', ...source })).message;

const problems = async (source: Partial<MessageSource>): Promise<CompileProblem[]> => {
  try {
    await compile(source);
  } catch (error) {
    if (error instanceof CompileFailure) return error.problems;
    throw error;
  }
  throw new Error('compiled although it should not');
};

describe('compileMessage', () => {
  it('leaves out control characters that came along with what was pasted', async () => {
    const message = await compile({
      mjml: text('{{> part}} and\u0000 more'),
      partials: { part: 'A\u0001 part' },
      subject: 'Hi\u0000 you\u001b',
      preheader: 'Soon\u0007',
      text: 'Plain\u0000\r\ntext\r',
    });
    expect(message.html).toContain('A part and more');
    expect(message).toMatchObject({ subject: 'Hi you', preheader: 'Soon', text: 'Plain\ntext\n' });
  });

  it('compiles once to plain JSON with both parts', async () => {
    const message = await compile({
      mjml: text(
        'Hello {{default firstName "you"}}, <a href="https://shop.example/a?b=1&amp;c={{id}}">look here</a>',
      ),
      preheader: 'News & more for {{firstName}}',
      subject: 'For {{firstName}}',
    });
    expect(JSON.parse(JSON.stringify(message))).toEqual(message);
    expect(message.links).toEqual([
      { index: 0, url: 'https://shop.example/a?b=1&c={{id}}', label: 'look here' },
    ]);
    expect(message.html).toContain('href="{{@click.[0]}}"');
    expect(message.html).toContain('News &amp; more for {{firstName}}</div>');
    expect(message.text).toBe('Hello {{default firstName "you"}}, look here <{{@click.[0]}}>\n');
    expect(message.fields).toEqual([
      { path: 'firstName', hasFallback: false },
      { path: 'id', hasFallback: false },
    ]);
  });

  it('writes 7-bit HTML with CRLF, no long line and no dot at a line start', async () => {
    const message = await compile({
      mjml: text(
        `Zoë 🎉 ${'word '.repeat(600)} <a href="https://x.example/">Überraschung</a> {{default name "Zoë"}}`,
      ).replace('<mj-body>', '<mj-head><mj-style>.a:after { content: "→" }</mj-style></mj-head><mj-body>'),
    });
    const outside = message.html.replace(/\{\{[\s\S]*?\}\}/g, '');
    expect(outside).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(message.html).toContain('Zo&#235; &#127881;');
    expect(message.html).toContain('content: "\\2192 "');
    expect(message.html.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...message.html.split('\r\n').map((line) => line.length))).toBeLessThan(900);
    expect(message.html).not.toMatch(/^\./m);
  });

  it('expands partials, fills in brand values and adds the required footer once', async () => {
    const partials = {
      hello: '<mj-text color="{{brand.ink}}">Hello from {{brand.name}}</mj-text>',
      footer:
        '<mj-section><mj-column><mj-text><a href="{{links.unsubscribe}}">Leave</a></mj-text></mj-column></mj-section>',
    };
    const brand = { ink: '#123456', name: 'Salt & <Stone>' };
    const message = await compile({ mjml: page('{{> hello}}'), partials, brand, requiredFooter: 'footer' });
    expect(message.html).toContain('color:#123456');
    expect(message.html).toContain('Salt &amp; &lt;Stone&gt;');
    expect(message.html).toContain('href="{{@links.unsubscribe}}"');
    expect(message.hasUnsubscribe).toBe(true);
    const own = await compile({
      mjml: text('<a href="{{links.unsubscribe}}">x</a>'),
      partials,
      requiredFooter: 'footer',
    });
    expect(own.html.match(/@links\.unsubscribe/g)).toHaveLength(1);
    const commented = await compile({
      mjml: text('<!-- {{links.unsubscribe}} -->x'),
      partials,
      requiredFooter: 'footer',
    });
    expect(commented.hasUnsubscribe).toBe(true);
  });

  it.each<[string, Partial<MessageSource>, Partial<CompileProblem>]>([
    [
      'unclosed tag',
      { mjml: page('<mj-text>a') },
      { line: 6, message: expect.stringContaining('</mj-column>') },
    ],
    ['unfinished tag', { mjml: '<mjml><mj-body' }, { line: 1, message: expect.stringContaining('">"') }],
    ['no mjml', { mjml: 'hello' }, { message: expect.stringContaining('<mjml>') }],
    [
      'a block between elements',
      { mjml: page('\n{{#if a}}<mj-text>b</mj-text>{{/if}}') },
      { line: 6, message: expect.stringContaining('mj-raw') },
    ],
    [
      'text between elements',
      { mjml: page('hello') },
      { line: 5, message: expect.stringContaining('mj-text') },
    ],
    ['mj-include', { mjml: page('<mj-include path="/etc/passwd" />') }, { line: 5, tag: 'mj-include' }],
    ['unknown tag', { mjml: page('\n<mj-foo></mj-foo>') }, { line: 6, tag: 'mj-foo' }],
    ['unknown attribute', { mjml: page('<mj-text size="1">a</mj-text>') }, { line: 5, tag: 'mj-text' }],
    ['bad colour', { mjml: page('<mj-text color="reddish">a</mj-text>') }, { line: 5, tag: 'mj-text' }],
    [
      'unknown partial',
      { mjml: page('\n\n{{> nope}}') },
      { line: 7, message: expect.stringContaining('"nope"') },
    ],
    ['computed partial', { mjml: page('{{> (x)}}') }, { line: 5 }],
    [
      'unknown brand value',
      { mjml: text('\n{{brand.nope}}') },
      { line: 6, message: expect.stringContaining('"nope"') },
    ],
    ['unclosed block', { mjml: text('{{#if a}}x') }, { part: 'mjml' }],
    [
      'unknown helper',
      { mjml: text('\n{{shout name}}') },
      { line: 6, message: expect.stringContaining('"shout"') },
    ],
    [
      'unknown block',
      { mjml: text('{{#every x}}{{/every}}') },
      { line: 5, message: expect.stringContaining('every') },
    ],
    [
      'three braces',
      { mjml: text('{{{name}}}') },
      { line: 5, message: expect.stringContaining('Unescaped') },
    ],
    ['ampersand', { mjml: text('{{& name}}') }, { line: 5, message: expect.stringContaining('Unescaped') }],
    ['lookup', { mjml: text('{{lookup a "b"}}') }, { line: 5 }],
    ['@root', { mjml: text('{{@root.a}}') }, { line: 5 }],
    ['constructor', { mjml: text('{{a.constructor.b}}') }, { line: 5 }],
    ['__proto__', { mjml: text('{{a.[__proto__]}}') }, { line: 5 }],
    ['decorator', { mjml: text('{{* foo}}') }, { line: 5 }],
    ['partial block', { mjml: text('{{#> foo}}{{/foo}}') }, { line: 5 }],
    ['too many parents', { mjml: text('{{../a}}') }, { line: 5 }],
    ['internal helper', { mjml: text('{{__url a}}') }, { line: 5 }],
    ['subject syntax', { subject: 'Hi {{name' }, { part: 'subject', line: 1 }],
    ['empty subject', { subject: ' ' }, { part: 'subject' }],
    ['javascript link', { mjml: text('<a href="javascript:x()">x</a>') }, { line: 5, tag: 'a' }],
    ['hidden scheme', { mjml: text('<a href="java&#10;script:x()">x</a>') }, { tag: 'a' }],
    ['data link', { mjml: text('<a href="data:text/html,x">x</a>') }, { line: 5 }],
    [
      'relative link',
      { mjml: text('\n<a href="/shop">x</a>') },
      { line: 6, message: expect.stringContaining('relative') },
    ],
    ['field as host', { mjml: text('<a href="https://{{h}}/x">x</a>') }, { line: 5 }],
    ['script', { mjml: page('<mj-raw><script>x</script></mj-raw>') }, { line: 5, tag: 'script' }],
    ['form', { mjml: text('<form action="https://x.example/"><input></form>') }, { line: 5, tag: 'form' }],
    ['refresh', { mjml: text('<meta http-equiv=" Refresh" content="0;url=//x.example">') }, { tag: 'meta' }],
    ['script inside of svg', { mjml: text('<svg><xmp><script>x</script></xmp></svg>') }, { tag: 'svg' }],
    ['link of another kind', { mjml: text('<a xlink:href="javascript:x()">x</a>') }, { tag: 'xlink:href' }],
    ['ping', { mjml: text('<a href="https://x.example/" ping="https://y.example/">x</a>') }, { tag: 'ping' }],
    ['event handler', { mjml: text('<b onclick="x">y</b>') }, { line: 5 }],
    ['unquoted field', { mjml: text('<b title={{x}}>y</b>') }, { line: 5 }],
    [
      'field in style',
      {
        mjml: page('').replace(
          '<mj-body>',
          '<mj-head><mj-style>a{color:{{c}}}</mj-style></mj-head><mj-body>',
        ),
      },
      {},
    ],
  ])('refuses %s with its line', async (_name, source, expected) => {
    const [first] = await problems(source);
    expect(first).toMatchObject({ part: 'mjml', ...expected });
    expect(JSON.stringify(first)).not.toContain(process.cwd());
  });

  it('names the partial and its own line when the mistake is there', async () => {
    const partials = { outer: '\n{{> inner}}', inner: '<mj-text>\n{{shout x}}</mj-text>' };
    expect(await problems({ mjml: page('{{> outer}}'), partials })).toEqual([
      expect.objectContaining({ partial: 'inner', line: 2 }),
    ]);
  });

  it('counts both lines of a mistake as the author does, whatever partials stand above', async () => {
    const mjml = page('{{> tall}}\n<mj-foo>');
    const [first] = await problems({ mjml, partials: { tall: '<mj-text>a\n\n\n</mj-text>' } });
    expect(first).toMatchObject({ line: 7, message: expect.stringContaining('<mj-foo> of line 6') });
    const [other] = await problems({ mjml: page('{{> open}}'), partials: { open: '\n<mj-foo>' } });
    expect(other).toMatchObject({
      line: 6,
      message: expect.stringContaining('<mj-foo> of line 2 of the partial open'),
    });
  });

  it('refuses partials that include themselves or grow without end', async () => {
    expect(
      (await problems({ mjml: page('{{> a}}'), partials: { a: '{{> b}}', b: '{{> a}}' } }))[0]?.message,
    ).toContain('itself');
    const bomb = Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [`p${i}`, `{{> p${i + 1}}}`.repeat(50)]),
    );
    const partials = { ...bomb, p7: 'x'.repeat(100) };
    expect((await problems({ mjml: page('{{> p0}}'), partials }))[0]?.message).toContain('larger');
  });

  it('keeps links inside loops direct and encoded when they depend on the item', async () => {
    const message = await compile({
      mjml: text(
        '{{#each items}}<a href="https://x.example/{{id}}">{{name}}</a> <a href="{{url}}">b</a>{{/each}}',
      ),
    });
    expect(message.links).toEqual([]);
    expect(message.html).toContain('href="https://x.example/{{__part id}}"');
    expect(message.html).toContain('href="{{__url url}}"');
    expect(message.fields.map((field) => field.path)).toEqual([
      'items',
      'items[].id',
      'items[].name',
      'items[].url',
    ]);
  });

  it('keeps blocks in mj-raw around elements, in both parts', async () => {
    const message = await compile({
      mjml: page(
        '<mj-raw>{{#if vip}}</mj-raw><mj-text>Dear VIP</mj-text><mj-raw>{{else}}</mj-raw><mj-text>Dear all</mj-text><mj-raw>{{/if}}</mj-raw>',
      ),
    });
    expect(message.html.match(/\{\{(?:#if vip|else|\/if)\}\}/g)?.slice(0, 3)).toEqual([
      '{{#if vip}}',
      '{{else}}',
      '{{/if}}',
    ]);
    expect(message.text.replace(/\s+/g, ' ').trim()).toBe('{{#if vip}} Dear VIP {{else}} Dear all {{/if}}');
  });

  it('knows which fields have a fallback', async () => {
    const message = await compile({
      mjml: text(
        '{{#if city}}{{city}}{{/if}} {{default first "you"}} {{last}} {{date born}} {{default last "x"}}',
      ),
    });
    expect(message.fields).toEqual([
      { path: 'city', hasFallback: true },
      { path: 'first', hasFallback: true },
      { path: 'last', hasFallback: false },
      { path: 'born', hasFallback: false },
    ]);
  });
});
