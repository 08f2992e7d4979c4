import { redirect } from '@tanstack/react-router';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/query-client';
import { meQuery, setupQuery } from './session-query';

/** Lets signed-in people through, and sends the others to sign in or, on a new installation, to set up. */
export async function requireSession(returnTo: string): Promise<void> {
  try {
    await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (asProblem(error).status !== 401) throw error;
    const { needed } = await queryClient.fetchQuery(setupQuery);
    if (needed) throw redirect({ to: '/setup' });
    throw redirect({ to: '/sign-in', search: returnTo === '/' ? {} : { returnTo } });
  }
}
