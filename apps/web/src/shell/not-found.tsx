import { useDocumentTitle } from '@mantine/hooks';
import IconMapQuestion from '@tabler/icons-react/dist/esm/icons/IconMapQuestion.mjs';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';

export function NotFound() {
  const { t } = useTranslation('shell');
  useDocumentTitle(`${t('notFound.title')} · Tidings`);
  return (
    <main style={{ maxWidth: 640, margin: '10vh auto', padding: 16 }}>
      <EmptyState
        icon={IconMapQuestion}
        title={t('notFound.title')}
        order={1}
        action={<ButtonLink to="/">{t('notFound.action')}</ButtonLink>}
      >
        {t('notFound.text')}
      </EmptyState>
    </main>
  );
}
