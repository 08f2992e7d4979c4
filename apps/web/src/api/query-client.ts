import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem';
import { retryDelay, untilCounted } from './while-counted';

const MAX_RETRIES = 2;

type Listener = () => void;
let onSignedOut: Listener = () => undefined;

/** Called when the server says that nobody is signed in any more. */
export function whenSignedOut(listener: Listener): void {
  onSignedOut = listener;
}

function watch(error: unknown): void {
  if (asProblem(error).status === 401) onSignedOut();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => query.meta?.quiet !== true && watch(error) }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => mutation.meta?.quiet !== true && watch(error),
  }),
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (failures, error) => {
        if (untilCounted(failures, error)) return true;
        const { status } = asProblem(error);
        return (status === 0 || status >= 500) && failures < MAX_RETRIES;
      },
      retryDelay,
    },
  },
});
