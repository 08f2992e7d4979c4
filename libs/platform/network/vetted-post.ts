import { request, type IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ConnectError } from './connect-error';
import type { VettedHosts } from './vetted-hosts';

export interface PostRequest {
  /** http or https; nothing of it is taken for granted. */
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** For everything together: lookup, connection, sending, answer. */
  timeoutMs: number;
  /** Octets of the answer that are read; the rest is cut off. */
  maxAnswerBytes: number;
}

export interface PostAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of the answer, as UTF-8. */
  text: string;
}

/**
 * Posts to an address that a user named: by way of `VettedHosts`, without following redirects, with a limit on time and size. Every
 * call has a connection of its own, so that no other call's vetting is trusted.
 *
 * @throws ConnectError for everything that keeps an answer from coming; its message is one plain sentence
 */
export async function postVetted(hosts: VettedHosts, post: PostRequest): Promise<PostAnswer> {
  const deadline = Date.now() + post.timeoutMs;
  const host = hostOf(post.url);
  const isTls = post.url.protocol === 'https:';
  const port = Number(post.url.port) || (isTls ? 443 : 80);
  const socket = await hosts.connect({ host, port, timeoutMs: post.timeoutMs });
  // Until the request listens, nobody else would.
  socket.on('error', () => undefined);
  try {
    return await answerOn(isTls ? secure(socket, host) : socket, post, deadline);
  } finally {
    socket.destroy();
  }
}

/** Without the brackets of IPv6 addresses. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function secure(socket: Socket, host: string): Socket {
  // A server name in TLS is never an IP address (RFC 6066 3); the certificate is checked against `host` all the same.
  return connectTls({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['http/1.1'],
  });
}

function answerOn(socket: Socket, post: PostRequest, deadline: number): Promise<PostAnswer> {
  const { url, headers, body, maxAnswerBytes, timeoutMs } = post;
  return new Promise((resolve, reject) => {
    const sending = request({
      method: 'POST',
      host: url.hostname,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, Host: url.host, 'Content-Length': body.length, Connection: 'close' },
      createConnection: () => socket,
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      sending.destroy();
    };
    const timer = setTimeout(
      () =>
        end(() =>
          reject(
            new ConnectError('timeout', `No answer came within ${Math.ceil(timeoutMs / 1000)} seconds.`),
          ),
        ),
      Math.max(deadline - Date.now(), 1),
    );
    sending.on('error', (error) => end(() => reject(brokenOff(error))));
    sending.on('response', (response) => {
      readStart(response, maxAnswerBytes).then(
        (text) => end(() => resolve({ status: response.statusCode ?? 0, headers: response.headers, text })),
        (error: unknown) => end(() => reject(brokenOff(error))),
      );
    });
    sending.end(body);
  });
}

async function readStart(response: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}

function brokenOff(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const isTls = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code ?? '');
  const words = isTls ? 'There is no secure connection' : 'The connection broke off';
  return new ConnectError('unreachable', `${words} (${code ?? message.slice(0, 100)}).`);
}
