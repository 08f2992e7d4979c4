/** What must be there once. */
const ONCE = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'];
/** RFC 2047 2. */
const ENCODED_WORD = /=\?UTF-8\?B\?([A-Za-z0-9+/]+={0,2})\?=/g;

/**
 * Everything that is wrong with the bytes of a message as they go to a mail server (dots doubled, no final dot); empty when
 * nothing is. `size` is what SIZE announces.
 */
export function wireProblems(wire: string, size: number): string[] {
  const plain = wire.replaceAll('\r\n..', '\r\n.');
  const end = plain.indexOf('\r\n\r\n');
  const head = plain.slice(0, end + 2);
  const problems = [
    ...lineProblems(wire),
    ...headProblems(head),
    ...bodyProblems(head, plain.slice(end + 4)),
  ];
  if (plain.length !== size) problems.push(`announced ${size} octets, has ${plain.length}`);
  if (end === -1) problems.push('no end of the head');
  return problems;
}

function lineProblems(wire: string): string[] {
  const problems: string[] = [];
  if (!/^[\t\r\n\x20-\x7e]*$/.test(wire)) problems.push('octets that are not 7-bit text');
  if (/[\r\n]/.test(wire.replaceAll('\r\n', ''))) problems.push('a bare CR or LF');
  if (!wire.endsWith('\r\n')) problems.push('no line end at the end');
  const lines = wire.split('\r\n');
  if (lines.some((line) => line.replace(/^\.\./, '.').length > 998)) problems.push('a line over 998 octets');
  if (lines.some((line) => line.startsWith('.') && !line.startsWith('..')))
    problems.push('a dot that is not doubled');
  return problems;
}

function headProblems(head: string): string[] {
  const problems: string[] = [];
  const names: string[] = [];
  for (const line of head.split('\r\n').slice(0, -1)) {
    const name = /^([A-Za-z][A-Za-z0-9-]*): ?/.exec(line)?.[1];
    if (name !== undefined) names.push(name.toLowerCase());
    else if (!/^[ \t]+\S/.test(line))
      problems.push(`neither a header nor its continuation: ${line.slice(0, 40)}`);
    problems.push(...encodedWordProblems(line));
  }
  const signatures = names.filter((name) => name === 'dkim-signature').length;
  const others = names.filter((name) => name !== 'dkim-signature');
  if (new Set(others).size !== others.length) problems.push(`a header twice: ${others.join(' ')}`);
  for (const name of ONCE) if (!others.includes(name)) problems.push(`no ${name}`);
  if (others.includes('bcc') || others.includes('cc')) problems.push('a copy to others');
  if (names.slice(0, signatures).some((name) => name !== 'dkim-signature'))
    problems.push('a signature not on top');
  return problems;
}

function encodedWordProblems(line: string): string[] {
  const words = [...line.matchAll(ENCODED_WORD)];
  const problems: string[] = [];
  if (words.length > 0 && line.length > 76) problems.push(`a line of ${line.length} with an encoded word`);
  for (const [word, content = ''] of words) {
    if (word.length > 75) problems.push('an encoded word over 75 characters');
    const bytes = Buffer.from(content, 'base64');
    if (!Buffer.from(bytes.toString()).equals(bytes))
      problems.push('an encoded word that ends within a character');
  }
  // What looks like one and is none would be read as one by somebody.
  if (line.replace(ENCODED_WORD, '').includes('=?'))
    problems.push(`half an encoded word: ${line.slice(0, 60)}`);
  return problems;
}

function bodyProblems(head: string, body: string): string[] {
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  if (boundary === undefined) return ['no boundary'];
  const pieces = body.split(`--${boundary}`);
  const problems: string[] = [];
  if (pieces.length !== 4 || pieces[0] !== '' || pieces[3] !== '--\r\n')
    problems.push('not two parts between boundaries');
  for (const piece of pieces.slice(1, 3)) {
    const [, encoding, content = ''] =
      /^\r\nContent-Type: text\/(?:plain|html); charset=utf-8\r\nContent-Transfer-Encoding: (7bit|quoted-printable)\r\n\r\n([\s\S]*)\r\n$/.exec(
        piece,
      ) ?? [];
    if (encoding === undefined) problems.push(`a part with other headers: ${piece.slice(0, 120)}`);
    if (encoding === 'quoted-printable') problems.push(...quotedPrintableProblems(content));
  }
  return problems;
}

function quotedPrintableProblems(content: string): string[] {
  const problems: string[] = [];
  for (const line of content.split('\r\n')) {
    if (line.length > 76) problems.push('a quoted-printable line over 76 characters');
    if (/[ \t]$/.test(line)) problems.push('white space at the end of a quoted-printable line');
    if (line.startsWith('.') || line.startsWith('From '))
      problems.push('a quoted-printable line that relays change');
    if (/=(?![0-9A-F]{2}|$)/.test(line)) problems.push('an equals sign that encodes nothing');
  }
  return problems;
}
