import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { vocabularyQuery } from './segment-queries';
import { catalogueOf, type Catalogue } from './tree/catalogue';

/** Draws what needs to know what rules may name. */
export function WithCatalogue({ children }: { children: (catalogue: Catalogue) => ReactNode }) {
  const { data, error, refetch } = useQuery(vocabularyQuery);
  const catalogue = useMemo(() => data && catalogueOf(data), [data]);
  if (catalogue) return children(catalogue);
  return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading rows={5} />;
}
