import { Container, Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link';
import { ProblemNotice } from '../ui/problem-notice';

/** In the place of a page that could not be shown. The navigation around it stays. */
export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell');
  const router = useRouter();
  useDocumentTitle(`${t('crashed.title')} · Tidings`);
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <Title order={1} mb="md">
        {t('crashed.title')}
      </Title>
      <ProblemNotice error={error} title={t('crashed.reason')} onRetry={retry} />
      <Group mt="md">
        <ButtonLink to="/" variant="default">
          {t('notFound.action')}
        </ButtonLink>
      </Group>
    </Container>
  );
}
