import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { PageHeader } from '../ui/page-header';
import { EarlierImports } from './earlier-imports';
import { ImportSteps } from './import-steps';
import { UploadForm } from './upload-form';

export function ImportsPage() {
  const { t } = useTranslation('imports');
  const mayWrite = useMay('contacts:write');
  return (
    <>
      <PageHeader
        title={t('title')}
        back={{ to: '/contacts', label: t('back') }}
        description={t('description')}
      />
      <Stack gap="lg" maw={760}>
        <ImportSteps step={0} />
        {mayWrite && <UploadForm />}
        <EarlierImports />
      </Stack>
    </>
  );
}
