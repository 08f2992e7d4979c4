import { WINDOWS } from '../limits/limit-queries';
import type { ServerInput, SmtpServer, TlsPolicy } from './server-queries';

/** What the form holds; numbers are empty text while nobody has typed one. */
export interface ServerValues {
  name: string;
  host: string;
  port: number | '';
  tls: TlsPolicy;
  verifyCertificate: boolean;
  ehloName: string;
  userName: string;
  password: string;
  connections: number | '';
  weight: number | '';
  senderDomains: string[];
  limitsProviders: boolean;
  isEnabled: boolean;
  perSecond: number | '';
  perMinute: number | '';
  perHour: number | '';
  perDay: number | '';
}

/** What a connection test needs. */
export type ConnectionSettings = Pick<
  ServerInput,
  'host' | 'port' | 'tls' | 'verifyCertificate' | 'ehloName' | 'userName' | 'password'
>;

/** The usual port of each policy, as the server fills it in. */
export const USUAL_PORTS: Record<TlsPolicy, number> = {
  tls: 465,
  'starttls-required': 587,
  'starttls-if-offered': 587,
  none: 25,
};

export function valuesOf(server: SmtpServer | null): ServerValues {
  return {
    name: server?.name ?? '',
    host: server?.host ?? '',
    port: server?.port ?? USUAL_PORTS['starttls-required'],
    tls: server?.tls ?? 'starttls-required',
    verifyCertificate: server?.verifyCertificate ?? true,
    ehloName: server?.ehloName ?? '',
    userName: server?.userName ?? '',
    password: '',
    connections: server?.connections ?? 5,
    weight: server?.weight ?? 1,
    senderDomains: server?.senderDomains ?? [],
    limitsProviders: server?.limitsProviders ?? true,
    isEnabled: server?.isEnabled ?? true,
    perSecond: server?.perSecond ?? '',
    perMinute: server?.perMinute ?? '',
    perHour: server?.perHour ?? '',
    perDay: server?.perDay ?? '',
  };
}

/** What makes a connection. An empty password of a stored server stays what it is. */
export function connectionOf(values: ServerValues): ConnectionSettings {
  const { host, port, tls, verifyCertificate, ehloName, userName, password } = values;
  return {
    host: host.trim(),
    ...(port === '' ? {} : { port }),
    tls,
    verifyCertificate,
    ehloName: ehloName.trim() || null,
    userName: userName.trim() || null,
    ...(password === '' ? {} : { password }),
    ...(userName.trim() === '' ? { password: null } : {}),
  };
}

export function bodyOf(values: ServerValues): ServerInput {
  const { name, connections, weight, senderDomains, limitsProviders, isEnabled } = values;
  return {
    ...connectionOf(values),
    name: name.trim(),
    ...(connections === '' ? {} : { connections }),
    ...(weight === '' ? {} : { weight }),
    ...{ senderDomains, limitsProviders, isEnabled },
    ...Object.fromEntries(
      WINDOWS.map((window) => [window, values[window] === '' ? null : values[window]] as const),
    ),
  };
}

/** Whether the stored password would go elsewhere or with less protection, so that it must be given again. */
export function needsPassword(server: SmtpServer | null, values: ServerValues): boolean {
  if (!server?.signsIn || values.userName.trim() === '' || values.password !== '') return false;
  const isElsewhere = values.host.trim() !== server.host || values.port !== server.port;
  const isWeaker =
    (server.verifyCertificate && !values.verifyCertificate) ||
    (server.tls !== 'none' && values.tls === 'none');
  return isElsewhere || isWeaker;
}
