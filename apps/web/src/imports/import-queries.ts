import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { currentLanguage } from '../i18n';
import { toProblem } from '../api/problem';
import type { ContactImport } from '../api/models';
import { unwrap } from '../api/unwrap';

const WHILE_RUNNING_MS = 1000;

export function isRunning({ status }: ContactImport): boolean {
  return status === 'pending' || status === 'running';
}

export const importsQuery = queryOptions({
  queryKey: ['imports', 'list'],
  queryFn: () => unwrap(api.GET('/api/v1/contact-imports', { params: { query: { limit: 10 } } })),
});

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: () => unwrap(api.GET('/api/v1/contact-imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? WHILE_RUNNING_MS : false),
  });
}

export interface ImportOptions {
  dryRun: boolean;
  topicId?: string;
  consentStatement?: string;
  createMissingFields: boolean;
  onExisting: 'update' | 'skip';
  tags?: string[];
  /** Heading → target; columns that it does not name are left out. */
  mapping?: Record<string, string>;
}

/** Sends the file as it is. By hand, because the generated client speaks JSON only. */
export async function uploadImport(file: File, options: ImportOptions): Promise<ContactImport> {
  const form = new FormData();
  form.append('options', JSON.stringify(options));
  form.append('file', file, file.name);
  const response = await fetch('/api/v1/contact-imports', {
    method: 'POST',
    body: form,
    headers: { 'Accept-Language': currentLanguage() },
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toProblem(response.status, body);
  const started = body as ContactImport;
  uploads.set(started.id, { file, options });
  return started;
}

/** What this page of the browser has sent, so that it can be sent again with other columns. */
const uploads = new Map<string, { file: File; options: ImportOptions }>();

/** Undefined after the page was loaded anew: then the file must be chosen again. */
export function uploadOf(id: string): { file: File; options: ImportOptions } | undefined {
  return uploads.get(id);
}
