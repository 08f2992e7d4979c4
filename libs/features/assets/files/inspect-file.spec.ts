import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aZip } from '../../../testing/a-zip';
import { inspectFile } from './inspect-file';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const types = { '[Content_Types].xml': '<Types/>' };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidings-inspect-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function inspect(content: string | Buffer, name: string): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return inspectFile(path, name).catch((error: Error) => error.message);
}

describe('inspectFile', () => {
  it.each<[string, string | Buffer, string]>([
    ['guide.pdf', '%PDF-1.7\n1 0 obj', 'application/pdf'],
    ['guide.exe', '%PDF-1.7\n1 0 obj', 'application/pdf'],
    ['photo.pdf', Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png'],
    ['clip.mp4', Buffer.from('\0\0\0\x18ftypisom\0\0', 'latin1'), 'video/mp4'],
    ['talk.mp3', 'ID3\x04\x00', 'audio/mpeg'],
    ['notes.md', '# Notes\n\nA <b>bold</b> word, café ☕', 'text/plain'],
    ['prices.csv', 'name;price\ncoffee;3\n', 'text/csv'],
    ['harvest.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'text/calendar'],
    ['pack.zip', aZip({ 'a/guide.pdf': '%PDF-1.4', 'read me.txt': 'hello' }), 'application/zip'],
    ['paper.zip', aZip({ ...types, 'word/document.xml': '<w/>' }), WORD],
    ['book.epub', aZip({ mimetype: 'application/epub+zip', 'ch1.xhtml': '<html/>' }), 'application/epub+zip'],
  ])('decides by content: %s', async (name, content, type) => {
    expect(await inspect(content, name)).toBe(type);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['a program called PDF', 'MZ\x90\0\x03', /is a program/],
    ['a Linux program', Buffer.from('7f454c46020101', 'hex'), /is a program/],
    ['a script', '#!/bin/sh\nrm', /is a script/],
    ['a web page', '\n  <!DOCTYPE html><p>', /web page/],
    ['a web page without a head', '<script>alert(1)</script>', /web page/],
    ['a web page in UTF-16', Buffer.from('\ufeff<html>', 'utf16le'), /web page/],
    ['an SVG picture', '<?xml version="1.0"?>\n<!-- x --><svg xmlns="">', /SVG/],
    ['XML that a browser styles', '<?xml version="1.0"?><?xml-stylesheet href="x"?>', /XML/],
    ['an old office file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old kind/],
    ['rich text', '{\\rtf1 hello}', /rich text/],
    ['a PDF with a script', '%PDF-1.7 << /S /JavaScript /JS (x) >>', /script.*JavaScript/],
    [
      'a PDF that spells its script in codes',
      `%PDF-1.7 ${'x'.repeat(65_520)}/#4aava#53cript (x)`,
      /script.*JavaScript/,
    ],
    ['a PDF that starts a program', `%PDF-1.7 ${'x'.repeat(70_000)}/Launch (x)`, /Launch/],
    ['an archive of another kind', Buffer.from('377abcaf271c', 'hex'), /Pack it as ZIP/],
    ['bytes of no known kind', Buffer.from([1, 2, 3, 0, 255]), /of a kind that we do not offer/],
    ['nothing', '', /is empty/],
    ['a document with macros', aZip({ ...types, 'word/vbaProject.bin': 'x' }), /macros.*vbaProject/],
    ['a sheet with old macros', aZip({ ...types, 'xl/macrosheets/sheet1.xml': 'x' }), /macros/],
    [
      'a document with an object',
      aZip({ ...types, 'word/embeddings/oleObject1.bin': 'x' }),
      /embedded objects/,
    ],
    [
      'a document that fetches its template',
      aZip({
        ...types,
        'word/document.xml': '',
        'word/_rels/settings.xml.rels': '<R Type=".../attachedTemplate"/>',
      }),
      /template from elsewhere/,
    ],
    ['an archive with a program', aZip({ 'setup.EXE': 'hello' }), /setup\.EXE, which a computer may run/],
    ['an archive with a disguised program', aZip({ 'cat.png': 'MZ\x90' }), /cat\.png, which is a program/],
    ['an archive with a web page', aZip({ 'a.txt': '<html>' }), /web page/],
    ['an archive in an archive', aZip({ 'more.zip': aZip({ 'a.txt': 'x' }) }), /another archive/],
    ['a disguised archive in an archive', aZip({ 'more.pdf': aZip({ 'a.txt': 'x' }) }), /another archive/],
    ['an encrypted archive', aZip({ 'a.txt': 'hello' }, { flags: 1 }), /encrypted/],
    ['an archive that climbs', aZip({ '../../etc/x.txt': 'hello' }), /damaged archive/],
    ['a broken archive', aZip({ 'a.txt': 'hello' }).subarray(0, 40), /damaged archive/],
  ])('refuses %s', async (_what, content, reason) => {
    expect(await inspect(content, 'guide.pdf')).toMatch(reason);
  });

  it.each([
    ['run.bat', /called \.bat, which a computer may run/],
    ['page.htm', /called \.htm/],
    ['thing.xyz', /called \.xyz\. Give it the ending/],
  ])('refuses text called %s', async (name, reason) => {
    expect(await inspect('just text', name)).toMatch(reason);
  });
});
