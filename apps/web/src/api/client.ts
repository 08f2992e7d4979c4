import createClient from 'openapi-fetch';
import type { paths } from './schema.gen';

/** Typed by docs/openapi.json. Same origin: the session cookie goes along by itself. */
export const api = createClient<paths>({ baseUrl: '' });
