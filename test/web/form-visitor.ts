import { agent } from 'supertest';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';

/** What a form of a page would send by itself: its hidden fields, the trap left empty. */
function hiddenFieldsOf(page: string): Record<string, string> {
  const inputs = page.matchAll(/<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
}

/** Somebody fills in the hosted form at `slug` without script, and presses the button of the page that then asks. */
export async function fillIn(url: string, slug: string, answers: Record<string, string>): Promise<void> {
  const visitor = agent(url).set('User-Agent', BROWSER);
  const page = await visitor.get(`/f/${slug}`).expect(200);
  const fields = { ...hiddenFieldsOf(page.text), ...answers };
  const held = await visitor.post(`/f/${slug}`).type('form').send(fields).expect(200);
  const action = /action="(\/f\/[^"]+\/check\/[^"]+)"/.exec(held.text)?.[1];
  if (action === undefined) throw new Error(`The form did not ask once more: ${held.text}`);
  await visitor.post(action).type('form').send({}).expect(200);
}
