import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { ConnectError, describeConnectFailure } from './connect-error';
import { whyNotPublic } from './public-address';

/** Asks for all addresses of a name; like the system's resolver unless told otherwise. */
export type AddressLookup = (host: string) => Promise<LookupAddress[]>;

export interface VettedHostsOptions {
  /** True: hosts in private networks and this machine itself are fine, because the operator says so. */
  allowPrivate: boolean;
  lookup?: AddressLookup;
}

export interface ConnectTarget {
  /** Host name, or an IP address. */
  host: string;
  port: number;
  /** For the lookup and every address tried, together. */
  timeoutMs: number;
}

/** Time that one of several addresses gets before the next is tried as well (RFC 8305 says 250 ms; far servers need more). */
const NEXT_ADDRESS_MS = 1_000;

/** RFC 6761 6.3. */
const LOCAL_NAME = /(?:^|\.)localhost\.?$/i;

const systemLookup: AddressLookup = (host) => lookup(host, { all: true });

/**
 * Connections to hosts that users name. Users must not reach through us what only we can reach: this machine, the private
 * network, the cloud's metadata. So a name is resolved once, its addresses are looked at, and the connection goes to one of
 * those very addresses: a name server that answers differently the second time gains nothing.
 */
export class VettedHosts {
  private readonly allowPrivate: boolean;
  private readonly lookup: AddressLookup;

  constructor({ allowPrivate, lookup: lookupAddresses = systemLookup }: VettedHostsOptions) {
    this.allowPrivate = allowPrivate;
    this.lookup = lookupAddresses;
  }

  /**
   * Why this host may not be used, as the end of a sentence that starts with its name, as far as that can be told without a
   * lookup: for IP addresses, and for names that always mean this machine. Null says nothing about other names.
   */
  whyNotAllowed(host: string): string | null {
    if (this.allowPrivate) return null;
    if (LOCAL_NAME.test(host)) return 'is this machine itself';
    return isIP(host) === 0 ? null : whyNotPublic(host);
  }

  /**
   * The addresses of a host that may be connected to; others are left out.
   *
   * @throws ConnectError when there is none
   */
  async resolve(host: string, timeoutMs: number): Promise<LookupAddress[]> {
    const found =
      isIP(host) === 0 ? await this.ask(host, timeoutMs) : [{ address: host, family: isIP(host) }];
    const reasons = found.map(({ address }) => (this.allowPrivate ? null : whyNotPublic(address)));
    const allowed = found.filter((_, index) => reasons[index] === null);
    if (allowed.length > 0) return allowed;
    if (found.length === 0) throw new ConnectError('host-not-found', `There is no host named ${host}.`);
    throw new ConnectError(
      'host-not-allowed',
      `${host} ${reasons[0]}, where this installation does not connect to.`,
    );
  }

  /**
   * Resolves, vets and connects. Several addresses are tried in turn, both families at once where there are two.
   *
   * @throws ConnectError
   */
  async connect({ host, port, timeoutMs }: ConnectTarget): Promise<Socket> {
    const deadline = Date.now() + timeoutMs;
    const addresses = await this.resolve(host, timeoutMs);
    const leftMs = Math.max(deadline - Date.now(), 1);
    return new Promise((resolve, reject) => {
      const socket = connect({
        port,
        // An IP address is connected to as it is; a name never reaches a resolver again.
        host,
        lookup: (_name, options, answer) => {
          const [first] = addresses as [LookupAddress];
          if (options.all) answer(null, addresses);
          else answer(null, first.address, first.family);
        },
        autoSelectFamily: true,
        autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
      });
      const give = (error: unknown): void => {
        clearTimeout(timer);
        socket.destroy();
        reject(describeConnectFailure(error, { host, port, timeoutMs }));
      };
      const timer = setTimeout(() => give({ code: 'ETIMEDOUT' }), leftMs);
      socket.once('error', give);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', give);
        resolve(socket);
      });
    });
  }

  private async ask(host: string, timeoutMs: number): Promise<LookupAddress[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' })),
        timeoutMs,
      );
    });
    try {
      return await Promise.race([this.lookup(host), late]);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (['ENOTFOUND', 'ENODATA'].includes(code)) {
        throw new ConnectError('host-not-found', `There is no host named ${host}.`);
      }
      throw new ConnectError(
        'lookup-failed',
        `The address of ${host} could not be looked up: DNS does not answer.`,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}
