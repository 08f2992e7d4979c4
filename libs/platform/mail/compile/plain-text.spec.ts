import { compileMessage } from './compile-message';
import { toPlainText } from './plain-text';

const compile = async (inner: string) => {
  const mjml = `<mjml><mj-body><mj-section><mj-column>${inner}</mj-column></mj-section></mj-body></mjml>`;
  return (await compileMessage({ mjml, subject: 'Hi' })).message.text;
};

describe('the plain-text part', () => {
  it('gives each row of a table a line of its own, and a gap to each cell', async () => {
    const text = await compile(`
      <mj-text>Your order</mj-text>
      <mj-table>
        <tr><th>Coffee</th><th>Bags</th></tr>
        <tr><td>Serra</td><td>3</td></tr>
        <tr><td><a href="https://example.com/baia">Baía</a></td><td><b>{{contact.firstName}}</b></td></tr>
      </mj-table>
      <mj-text>Thank you</mj-text>`);
    expect(text.split('\n')).toEqual([
      'Your order',
      'Coffee Bags',
      'Serra 3',
      'Baía <{{@click.[0]}}> {{contact.firstName}}',
      '',
      'Thank you',
      '',
    ]);
  });

  it('keeps paragraphs of cells apart, and shows nothing of tables that only lay out', async () => {
    const text = await compile(
      `<mj-text><p>One</p><p>Two</p></mj-text><mj-button href="https://example.com/go">Go</mj-button><mj-text>End</mj-text>`,
    );
    expect(text).toBe('One\n\nTwo\n\nGo <{{@click.[0]}}>\n\nEnd\n');
    expect(toPlainText('<table><tr><td><p>A</p></td><td><p>B</p></td></tr><tr><td>C</td></tr></table>')).toBe(
      'A\n\nB\n\nC',
    );
  });
});
