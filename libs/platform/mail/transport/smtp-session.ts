import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { DeadlineError, within } from './deadline';
import {
  classifyFailure,
  cleanReply,
  type SendPhase,
  type SendResult,
  type SmtpFailure,
} from './send-result';
import { readSessionInfo, socketOf, type SessionInfo } from './session-info';
import { describeOpenFailure, SmtpOpenError, type SmtpProblem, type SmtpStage } from './smtp-problem';
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

const FINAL_DOT = Buffer.from('.\r\n');
/** How long a server may take to answer QUIT. */
const QUIT_MS = 5_000;
/** How long RSET may take, if the time for the message is not over before. */
const RESET_MS = 10_000;

/**
 * One SMTP connection. nodemailer does connecting, TLS, signing in, the envelope with PIPELINING and reading replies; the
 * message itself goes to the socket in one piece, because nodemailer's own stream looks at every byte of it.
 */
export class SmtpSession {
  private connection: SMTPConnection | undefined;
  private dead = false;
  private signingIn = false;
  private authenticated = false;
  /** Set while part of a message has not left this process. */
  private writing: Socket | undefined;
  private markGone: () => void = () => undefined;
  /** Messages tried on this connection. */
  used = 0;
  /** Resolves when the server has no connection of this session (any more). */
  readonly gone = new Promise<void>((resolve) => (this.markGone = resolve));

  constructor(readonly settings: SmtpSettings) {}

  get usable(): boolean {
    return !this.dead && this.connection?.destroyed === false;
  }

  /** Of an open session. */
  get info(): SessionInfo {
    return readSessionInfo(this.opened, this.authenticated);
  }

  /** Takes `openMs` of the settings at most, whatever the server does. @throws SmtpOpenError */
  async open(): Promise<void> {
    try {
      await within(this.settings.openMs, this.establish());
    } catch (error) {
      if (!(error instanceof DeadlineError)) {
        this.close();
        throw describeOpenFailure(error, this.settings);
      }
      const stage = this.stageOfOpening();
      this.cutOff();
      const message = `${this.settings.label} took longer than ${error.seconds} seconds in all to open a session; the connection was closed.`;
      throw new SmtpOpenError(stage, 'too-slow', message);
    }
  }

  /**
   * Sends one message to one recipient. Up to the moment when the last octet of the final dot was taken by the operating
   * system the message cannot have been accepted; from then until the reply, it may have been. Takes `sendMs` of the settings
   * at most.
   */
  async send(envelope: SmtpEnvelope, message: SmtpMessage): Promise<SendResult> {
    this.used += 1;
    const allowedMs = this.settings.sendMs(message.size);
    const endsAt = performance.now() + allowedMs;
    let phase: SendPhase = 'envelope';
    const body = {
      pipe: (stream: Readable) => this.writeMessage(stream, message, (next) => (phase = next)),
    };
    const sending = new Promise<SendResult>((resolve) => {
      this.opened.send({ ...envelope, size: message.size }, body as unknown as Readable, (error, info) => {
        if (error) resolve(classifyFailure(error, phase));
        else resolve({ outcome: 'accepted', reply: cleanReply(info?.response ?? '') });
      });
    });
    const result = await within(allowedMs, sending).catch((error: unknown) => {
      if (!(error instanceof DeadlineError)) throw error;
      this.cutOff();
      const failure = `The server took longer than ${error.seconds} seconds in all for one message; the connection was closed.`;
      return classifyFailure({ message: failure }, phase);
    });
    this.discardUnwritten(result);
    if (result.outcome === 'uncertain' || result.outcome === 'not-sent') this.close();
    else if (result.outcome !== 'accepted') await this.reset(endsAt - performance.now());
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

  /** Ends politely. The session is of no use afterwards; `gone` resolves when the server has let go, or after some seconds. */
  quit(): void {
    if (!this.usable) return this.close();
    this.dead = true;
    this.opened.quit();
    const impatient = setTimeout(() => this.close(), QUIT_MS).unref();
    void this.gone.then(() => clearTimeout(impatient));
  }

  close(): void {
    this.dead = true;
    if (this.connection === undefined) this.markGone();
    else this.connection.close();
  }

  /** Ends at once what politeness has no use for: a server that talks on, or does not read, would hold the connection. */
  private cutOff(): void {
    const socket = this.connection && socketOf(this.connection);
    this.close();
    socket?.destroy();
  }

  private writeMessage(
    stream: Readable,
    { head, raw }: SmtpMessage,
    setPhase: (phase: SendPhase) => void,
  ): void {
    // nodemailer has connected its encoding stream to the socket; it stays empty and the socket is written directly.
    const socket = socketOf(this.opened) as Socket;
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

  private get opened(): SMTPConnection {
    if (this.connection === undefined) throw new Error('The session was never opened.');
    return this.connection;
  }

  private async establish(): Promise<void> {
    this.connection = await this.prepare();
    await this.connect(this.connection);
    this.signingIn = true;
    await this.signIn(this.connection);
  }

  private stageOfOpening(): SmtpStage {
    if (this.connection === undefined) return 'connect';
    return this.signingIn ? 'auth' : 'greeting';
  }

  private async prepare(): Promise<SMTPConnection> {
    const { dial, connection: options } = this.settings;
    const socket = await dial?.();
    if (this.dead) {
      socket?.destroy();
      throw new Error('The session was given up while it was being connected.');
    }
    const connection = new SMTPConnection({ ...options, ...(socket ? { connection: socket } : {}) });
    // An error without a listener would end the process; while something waits, it hears of it through its callback.
    connection.on('error', () => (this.dead = true));
    connection.once('end', () => {
      this.dead = true;
      const open = socketOf(connection);
      // nodemailer says goodbye before the other side has: until then the server counts this connection.
      if (open === undefined || open.destroyed) this.markGone();
      else open.once('close', () => this.markGone());
    });
    return connection;
  }

  private connect(connection: SMTPConnection): Promise<void> {
    return new Promise((resolve, reject) => {
      connection.once('error', reject);
      const onEnd = (): void => reject(new Error('the server closed the connection'));
      connection.once('end', onEnd);
      connection.connect((error) => {
        connection.off('error', reject).off('end', onEnd);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  private async signIn(connection: SMTPConnection): Promise<void> {
    const { auth, plainAuthAllowed, label } = this.settings;
    if (auth === undefined) return;
    const fail = (problem: SmtpProblem, message: string) => new SmtpOpenError('auth', problem, message);
    if (!connection.secure && !plainAuthAllowed) {
      throw new SmtpOpenError(
        'tls',
        'sign-in-not-encrypted',
        `${label} offers no encryption, so the password was not sent.`,
      );
    }
    // nodemailer would try all the same, and so show the password to a server that never asked for it.
    if (!connection.allowsAuth) throw fail('sign-in-not-offered', `${label} offers no way to sign in.`);
    await new Promise<void>((resolve, reject) => {
      const onEnd = (): void => reject(fail('closed', `${label} closed the connection while signing in.`));
      connection.once('end', onEnd);
      connection.login({ user: auth.user, pass: auth.pass }, (error) => {
        connection.off('end', onEnd);
        if (!error) return resolve();
        const { response } = error as SmtpFailure;
        if (response === undefined) {
          return reject(fail('sign-in-not-offered', `${label} offers no way to sign in that we know.`));
        }
        const said = withoutSecrets(cleanReply(response), auth);
        if (response.startsWith('4')) {
          return reject(fail('turned-away', `${label} cannot check the user name and password now: ${said}`));
        }
        const message = `${label} did not accept the user name and password: ${said}`;
        reject(fail('sign-in-refused', message));
      });
    });
    this.authenticated = true;
  }

  /** Leaves no half-done transaction behind for the next message. */
  private async reset(leftMs: number): Promise<void> {
    if (!this.usable) return;
    const connection = this.opened;
    const answered = new Promise<void>((resolve) => {
      const onEnd = (): void => resolve();
      connection.once('end', onEnd);
      connection.reset((error) => {
        connection.off('end', onEnd);
        if (error) this.close();
        resolve();
      });
    });
    await within(Math.min(RESET_MS, leftMs), answered).catch(() => this.cutOff());
  }
}

/** A hostile server may repeat what it was told. */
function withoutSecrets(text: string, { user, pass }: { user: string; pass: string }): string {
  return [user, pass, `\0${user}\0${pass}`]
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
    .filter((secret) => secret.length > 2)
    .reduce((safe, secret) => safe.split(secret).join('…'), text);
}
