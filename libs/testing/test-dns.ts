import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** What a name of a test holds. A TXT record longer than 255 octets goes out in several strings, as in real zones. */
export interface DnsRecords {
  txt?: string[];
  mx?: { priority: number; exchange: string }[];
  a?: string[];
  aaaa?: string[];
  cname?: string;
  /** Instead of an answer. */
  trouble?: 'servfail' | 'silent';
}

/** A DNS server on loopback that knows what the test puts into `zone` (names in lower case), and denies all other names. */
export interface TestDns {
  /** For `DNS_SERVERS`. */
  server: string;
  zone: Map<string, DnsRecords>;
  /** Every question since the start: `TXT example.com`. */
  questions: string[];
  stop(): Promise<void>;
}

const TYPES = { A: 1, CNAME: 5, MX: 15, TXT: 16, AAAA: 28 };
const TYPE_NAMES = new Map(Object.entries(TYPES).map(([name, code]) => [code, name]));
const CLASS_IN = 1;
const HEADER_LENGTH = 12;

export async function startTestDns(): Promise<TestDns> {
  const socket = createSocket('udp4');
  const dns: TestDns = {
    server: '',
    zone: new Map(),
    questions: [],
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (query, from) => answer({ dns, socket, from }, query));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  // A test that failed half-way must not keep the process alive.
  socket.unref();
  dns.server = `127.0.0.1:${socket.address().port}`;
  return dns;
}

function answer({ dns, socket, from }: { dns: TestDns; socket: Socket; from: RemoteInfo }, query: Buffer) {
  const { name, end } = readName(query, HEADER_LENGTH);
  const type = query.readUInt16BE(end);
  dns.questions.push(`${TYPE_NAMES.get(type) ?? type} ${name}`);
  const records = dns.zone.get(name);
  if (records?.trouble === 'silent') return;
  const answers = records ? recordsOf(records, type) : [];
  const code = records?.trouble ? 2 : records ? 0 : 3;
  const header = Buffer.alloc(HEADER_LENGTH);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  socket.send(
    Buffer.concat([header, query.subarray(HEADER_LENGTH, end + 4), ...answers]),
    from.port,
    from.address,
  );
}

function recordsOf(records: DnsRecords, type: number): Buffer[] {
  if (records.cname !== undefined) return [record(TYPES.CNAME, writeName(records.cname))];
  switch (type) {
    case TYPES.A:
      return (records.a ?? []).map((ip) => record(type, Buffer.from(ip.split('.').map(Number))));
    case TYPES.AAAA:
      return (records.aaaa ?? []).map((ip) => record(type, fullIpv6(ip)));
    case TYPES.MX:
      return (records.mx ?? []).map(({ priority, exchange }) => {
        const number = Buffer.alloc(2);
        number.writeUInt16BE(priority);
        return record(type, Buffer.concat([number, writeName(exchange)]));
      });
    case TYPES.TXT:
      return (records.txt ?? []).map((text) => record(type, strings(text)));
    default:
      return [];
  }
}

/** Under the name of the question (a pointer to it), for one second. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc000 | HEADER_LENGTH, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(CLASS_IN, 4);
  head.writeUInt32BE(1, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function strings(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255);
    parts.push(Buffer.of(part.length), part);
  }
  return Buffer.concat(parts);
}

function readName(query: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function writeName(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])),
    Buffer.of(0),
  ]);
}

/** Written out in eight groups: `2001:db8:0:0:0:0:0:1`. */
function fullIpv6(ip: string): Buffer {
  return Buffer.concat(ip.split(':').map((group) => Buffer.from(group.padStart(4, '0'), 'hex')));
}
