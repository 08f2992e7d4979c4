import { useQuery } from '@tanstack/react-query';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { WithWorkspace } from '../with-workspace';
import { BrandForm } from './brand-form';
import { brandQuery } from './brand-queries';

/** How every message looks, beside a message that looks so. */
export function BrandArea() {
  const { data, error, refetch } = useQuery(brandQuery);
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={5} />;
  return (
    <WithWorkspace>
      {({ id, postalAddress }) => <BrandForm key={id} brand={data} postalAddress={postalAddress} />}
    </WithWorkspace>
  );
}
