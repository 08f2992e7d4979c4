import createClient from 'openapi-fetch';
import { i18n } from '../i18n';
import type { paths } from './schema.gen';

/** Typed by docs/openapi.json. Same origin: the session cookie goes along by itself. */
export const api = createClient<paths>({ baseUrl: '' });

/** The API says in the app's language what went wrong. */
api.use({
  onRequest: ({ request }) => {
    request.headers.set('Accept-Language', i18n.language);
  },
});
