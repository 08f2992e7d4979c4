import { isIP } from 'node:net';
import { Transform, Type } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** Says what is wrong with a value and how to put it right, as the end of a sentence that starts with the key. */
interface Rule {
  name: string;
  isValid: (value: unknown) => boolean;
  problem: string;
}

function rule({ name, isValid, problem }: Rule): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: isValid, defaultMessage: () => problem } });
}

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => decorators.forEach((decorate) => decorate(target, key));
}

function parseUrl(value: unknown): URL | undefined {
  try {
    return new URL(String(value));
  } catch {
    return undefined;
  }
}

/** A whole number between `min` and `max`, both included. */
export function Whole(range: { min: number; max: number; example: number }): PropertyDecorator {
  const { min, max, example } = range;
  return all(
    Type(() => Number),
    rule({
      name: 'whole',
      isValid: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
      problem: `must be a whole number from ${min} to ${max}, for example ${example}`,
    }),
  );
}

/** A TCP port. */
export function Port(example: number): PropertyDecorator {
  return Whole({ min: 1, max: 65_535, example });
}

/** `true`, `false`, `1`, `0`, `yes` or `no`. */
export function YesNo(): PropertyDecorator {
  const meanings: Record<string, boolean> = {
    true: true,
    1: true,
    yes: true,
    false: false,
    0: false,
    no: false,
  };
  return all(
    Transform(({ value }: { value: unknown }) => meanings[String(value).toLowerCase()] ?? value),
    rule({
      name: 'yesNo',
      isValid: (value) => typeof value === 'boolean',
      problem: 'must be true or false',
    }),
  );
}

/** One word of a fixed list. */
export function OneOf(words: readonly string[]): PropertyDecorator {
  return rule({
    name: 'oneOf',
    isValid: (value) => words.includes(String(value)),
    problem: `must be one of ${words.join(', ')}`,
  });
}

/** A list of IP addresses between commas, each with or without a port: `10.0.0.2`, `10.0.0.2:5353`, `[::1]:5353`. */
export function IpAddresses(example: string): PropertyDecorator {
  return all(
    Transform(({ value }: { value: unknown }) =>
      String(value)
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
    rule({
      name: 'ipAddresses',
      isValid: (value) => Array.isArray(value) && value.every(isAddressWithPort),
      problem: `must be IP addresses between commas, with a port where it is not 53, for example ${example}`,
    }),
  );
}

function isAddressWithPort(text: string): boolean {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const ip = bracketed ?? plain ?? text;
  return isIP(ip) > 0 && (port === undefined || (Number(port) > 0 && Number(port) <= 65_535));
}

/** An address of a server: scheme of the list, a host, and nothing that only a browser would understand. */
export function ServerUrl(schemes: readonly string[], example: string): PropertyDecorator {
  return rule({
    name: 'serverUrl',
    isValid: (value) => {
      const url = parseUrl(value);
      return url !== undefined && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== '';
    },
    problem: `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, for example ${example}`,
  });
}

/** The address people type: scheme, host and port, without a path. */
export function Origin(example: string): PropertyDecorator {
  return rule({
    name: 'origin',
    isValid: (value) => {
      const url = parseUrl(value);
      return (
        url !== undefined &&
        /^https?:$/.test(url.protocol) &&
        `${url.pathname}${url.search}${url.hash}` === '/'
      );
    },
    problem: `must be an http:// or https:// address without a path, for example ${example}`,
  });
}

/** Text of at least `min` characters that is never shown in a message. */
export function Secret(min: number): PropertyDecorator {
  return rule({
    name: 'secret',
    isValid: (value) => String(value).length >= min,
    problem: `is too short: it needs at least ${min} characters. Make one with: openssl rand -hex 32`,
  });
}
