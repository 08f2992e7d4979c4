import { Container } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../ui/problem-notice';

/** In the place of a page that could not be shown. */
export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell');
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <ProblemNotice error={error} title={t('crashed')} onRetry={retry} />
    </Container>
  );
}
