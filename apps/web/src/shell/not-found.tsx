import IconMapQuestion from '@tabler/icons-react/dist/esm/icons/IconMapQuestion.mjs';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state';
import { ButtonLink } from '../ui/button-link';

export function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <EmptyState
      icon={IconMapQuestion}
      title={t('notFound.title')}
      action={<ButtonLink to="/">{t('notFound.action')}</ButtonLink>}
    >
      {t('notFound.text')}
    </EmptyState>
  );
}
