import { Stack } from '@mantine/core';
import { useMay } from '../session/use-session';
import { PageHeader } from '../ui/page-header';
import { EarlierImports } from './earlier-imports';
import { UploadForm } from './upload-form';

const BACK = { to: '/contacts', label: 'Contacts' } as const;

export function ImportsPage() {
  const mayWrite = useMay('contacts:write');
  return (
    <>
      <PageHeader
        title="Import contacts"
        back={BACK}
        description="A CSV file, or a Mailchimp export as it comes (CSV or ZIP). First you see what would happen; nothing is changed until you say so."
      />
      <Stack gap="lg" maw={760}>
        {mayWrite && <UploadForm />}
        <EarlierImports />
      </Stack>
    </>
  );
}
