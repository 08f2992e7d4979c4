import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';

export type ChatSource = components['schemas']['ChatSourceView'];
export type NewChatSource = components['schemas']['NewChatSourceView'];

const LIVE_MS = 30_000;

export const chatSourcesQuery = queryOptions({
  queryKey: ['chat-sources'],
  queryFn: () => unwrap(api.GET('/api/v1/chat-sources')),
  refetchInterval: LIVE_MS,
});
