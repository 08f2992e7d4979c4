import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {
  classifyFailure,
  cleanReply,
  type SendPhase,
  type SendResult,
  type SmtpFailure,
} from './send-result';
import type { SmtpSettings } from './smtp-settings';

export interface SmtpEnvelope {
  /** Return path; empty for the null sender. */
  from: string;
  to: string;
}

/** A message as the assembler makes it: CRLF, dots doubled, ending in CRLF, without the final dot. */
export interface SmtpMessage {
  /** Header lines that come before `raw`: the DKIM signatures, which are made last. */
  head?: Uint8Array;
  raw: Uint8Array;
  /** Octets of both before dots were doubled. */
  size: number;
}

export interface SessionInfo {
  secure: boolean;
  authenticated: boolean;
  pipelining: boolean;
}

const FINAL_DOT = Buffer.from('.\r\n');

/** Why a session could not be opened. */
export class SmtpOpenError extends Error {
  constructor(
    readonly stage: 'connect' | 'greeting' | 'tls' | 'auth',
    message: string,
  ) {
    super(message);
  }
}

/**
 * One SMTP connection. nodemailer does connecting, TLS, signing in, the envelope with PIPELINING and reading replies; the
 * message itself goes to the socket in one piece, because nodemailer's own stream looks at every byte of it.
 */
export class SmtpSession {
  private readonly connection: SMTPConnection;
  private dead = false;
  private authenticated = false;
  /** Set while part of a message has not left this process. */
  private writing: Socket | undefined;
  /** Messages tried on this connection. */
  used = 0;

  constructor(private readonly settings: SmtpSettings) {
    this.connection = new SMTPConnection(settings.connection);
    // An error without a listener would end the process; while something waits, it hears of it through its callback.
    this.connection.on('error', () => (this.dead = true));
    this.connection.once('end', () => (this.dead = true));
  }

  get usable(): boolean {
    return !this.dead && !this.connection.destroyed;
  }

  get info(): SessionInfo {
    const extensions = (this.connection as unknown as { _supportedExtensions: string[] })
      ._supportedExtensions;
    return {
      secure: this.connection.secure,
      authenticated: this.authenticated,
      pipelining: extensions.includes('PIPELINING'),
    };
  }

  /** @throws SmtpOpenError */
  async open(): Promise<void> {
    try {
      await this.connect();
      await this.signIn();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * Sends one message to one recipient. Up to the moment when the last octet of the final dot was taken by the operating
   * system the message cannot have been accepted; from then until the reply, it may have been.
   */
  async send(envelope: SmtpEnvelope, message: SmtpMessage): Promise<SendResult> {
    this.used += 1;
    let phase: SendPhase = 'envelope';
    const body = {
      pipe: (stream: Readable) => this.writeMessage(stream, message, (next) => (phase = next)),
    };
    const result = await new Promise<SendResult>((resolve) => {
      this.connection.send(
        { ...envelope, size: message.size },
        body as unknown as Readable,
        (error, info) => {
          if (error) resolve(classifyFailure(error, phase));
          else resolve({ outcome: 'accepted', reply: cleanReply(info?.response ?? '') });
        },
      );
    });
    this.discardUnwritten(result);
    if (result.outcome === 'uncertain' || result.outcome === 'not-sent') this.close();
    else if (result.outcome !== 'accepted') await this.reset();
    return result;
  }

  /**
   * An answer before the message was out settles its fate: what is left of it must not go out later, when it may have been
   * sent another way and its memory may hold another message. Under TLS the last write is reported late.
   */
  private discardUnwritten({ outcome }: SendResult): void {
    const socket = this.writing;
    this.writing = undefined;
    if (socket === undefined || (outcome === 'accepted' && 'encrypted' in socket)) return;
    this.close();
    // Closing alone lets the socket write what it still holds.
    socket.destroy();
  }

  /** Ends politely; the connection is gone afterwards. */
  quit(): void {
    if (!this.usable) return this.close();
    this.dead = true;
    this.connection.quit();
  }

  close(): void {
    this.dead = true;
    this.connection.close();
  }

  private writeMessage(
    stream: Readable,
    { head, raw }: SmtpMessage,
    setPhase: (phase: SendPhase) => void,
  ): void {
    // nodemailer has connected its encoding stream to the socket; it stays empty and the socket is written directly.
    const socket = (this.connection as unknown as { _socket: Socket })._socket;
    stream.unpipe(socket);
    // Under TLS the socket reports a write as done too late to tell "not yet out" from "out": assume the worse.
    setPhase('encrypted' in socket ? 'complete' : 'data');
    socket.cork();
    if (head !== undefined) socket.write(head);
    socket.write(raw);
    this.writing = socket;
    socket.write(FINAL_DOT, (error) => {
      this.writing = undefined;
      if (!error) setPhase('complete');
    });
    socket.uncork();
  }

  private connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: SmtpFailure): void => reject(describeOpenFailure(error, this.settings));
      const failOnEvent = (error: Error): void => fail(error);
      this.connection.once('error', failOnEvent);
      const onEnd = (): void => fail({ message: 'the server closed the connection' });
      this.connection.once('end', onEnd);
      this.connection.connect((error) => {
        this.connection.off('error', failOnEvent).off('end', onEnd);
        if (error) fail(error);
        else resolve();
      });
    });
  }

  private async signIn(): Promise<void> {
    const { auth, plainAuthAllowed, label } = this.settings;
    if (auth === undefined) return;
    if (!this.connection.secure && !plainAuthAllowed) {
      const remedy = 'use smtps://, or ?tls=off if that is really meant';
      throw new SmtpOpenError(
        'tls',
        `${label} offers no encryption, so the password was not sent; ${remedy}.`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      const onEnd = (): void =>
        reject(new SmtpOpenError('auth', `${label} closed the connection while signing in.`));
      this.connection.once('end', onEnd);
      this.connection.login({ user: auth.user, pass: auth.pass }, (error) => {
        this.connection.off('end', onEnd);
        if (!error) return resolve();
        const { response = 'it offers no way to sign in that we know' } = error as SmtpFailure;
        const said = withoutSecrets(cleanReply(response), [auth.user, auth.pass]);
        reject(new SmtpOpenError('auth', `${label} did not accept the user name and password: ${said}`));
      });
    });
    this.authenticated = true;
  }

  /** Leaves no half-done transaction behind for the next message. */
  private reset(): Promise<void> {
    if (!this.usable) return Promise.resolve();
    return new Promise((resolve) => {
      const onEnd = (): void => resolve();
      this.connection.once('end', onEnd);
      this.connection.reset((error) => {
        this.connection.off('end', onEnd);
        if (error) this.close();
        resolve();
      });
    });
  }
}

function describeOpenFailure(error: SmtpFailure, { label }: SmtpSettings): SmtpOpenError {
  const detail = cleanReply(error.response ?? error.message ?? 'no reason given');
  if (error.response !== undefined && /greeting/i.test(error.message ?? '')) {
    return new SmtpOpenError('greeting', `${label} does not take mail now: ${detail}`);
  }
  if (/greeting never/i.test(error.message ?? '')) {
    return new SmtpOpenError('greeting', `${label} accepts connections but does not speak SMTP.`);
  }
  if (error.code === 'ETLS' || /certificate|SSL|TLS|self.signed|wrong version/i.test(detail)) {
    return new SmtpOpenError('tls', `No encrypted connection to ${label}: ${detail}`);
  }
  return new SmtpOpenError('connect', `No connection to ${label}: ${detail}`);
}

function withoutSecrets(text: string, secrets: string[]): string {
  return secrets
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
    .filter((secret) => secret.length > 2)
    .reduce((safe, secret) => safe.split(secret).join('…'), text);
}
