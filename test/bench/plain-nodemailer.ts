import Handlebars from 'handlebars';
import { htmlToText } from 'html-to-text';
import mjml2html from 'mjml';
import nodemailer from 'nodemailer';
import { benchMjml } from './newsletter';
import type { Sink } from './smtp-reference';

const NAMES = ['Zoë', 'Ana', 'João', 'Łukasz', 'Marie', 'Tom'];

/**
 * Messages per second of the usual way: MJML and Handlebars, both compiled beforehand, then a pooled transport's
 * `sendMail({ html, text })` for each recipient. `dkim`: signed by nodemailer with this key.
 */
export async function measureNodemailer(
  sink: Sink,
  { connections, messages, dkim }: { connections: number; messages: number; dkim?: string },
): Promise<number> {
  const render = await compiled();
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: sink.port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    ...(dkim === undefined
      ? {}
      : { dkim: { domainName: 'bench.example.com', keySelector: 'plain', privateKey: dkim } }),
  });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: messages }, (_, index) =>
      transport.sendMail({
        from: '"Bench" <news@bench.example.com>',
        to: `contact${index}@r.example.net`,
        subject: `Fourteen stories for ${NAMES[index % NAMES.length]}`,
        ...render(index),
      }),
    ),
  );
  transport.close();
  return messages / ((performance.now() - started) / 1000);
}

async function compiled(): Promise<(index: number) => { html: string; text: string }> {
  const engine = Handlebars.create();
  engine.registerHelper('default', (value: unknown, otherwise: unknown) => value ?? otherwise);
  const html = engine.compile((await mjml2html(benchMjml())).html);
  const text = engine.compile(htmlToText((await mjml2html(benchMjml())).html), { noEscape: true });
  return (index) => {
    const context = {
      contact: {
        firstName: NAMES[index % NAMES.length],
        city: `City ${index % 100}`,
        attributes: { plan: 'pro' },
      },
      workspace: { name: 'Bench', postalAddress: 'Bench Street 1, 1000 Lisbon' },
      links: { unsubscribe: `https://mail.bench.example.com/u/${index}` },
    };
    return { html: html(context), text: text(context) };
  };
}
