import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';

export type SmtpServer = components['schemas']['SmtpServerView'];
export type InstallationServer = components['schemas']['InstallationServerView'];
export type Diagnosis = components['schemas']['SmtpDiagnosisView'];
export type ServerInput = components['schemas']['CreateSmtpServerDto'];
export type TlsPolicy = SmtpServer['tls'];

export const TLS_POLICIES: readonly TlsPolicy[] = ['starttls-required', 'tls', 'starttls-if-offered', 'none'];

export const smtpServersQuery = queryOptions({
  queryKey: ['smtp-servers'],
  queryFn: () => unwrap(api.GET('/api/v1/smtp-servers')),
});
