import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from './session-query';
import type { Me, Scope } from '../api/models';

/** The signed-in user; only below the shell, whose route has loaded it. */
export function useSession(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether the signed-in user may do this; buttons that would be refused are not shown. */
export function useMay(scope: Scope): boolean {
  return useSession().scopes.includes(scope);
}
