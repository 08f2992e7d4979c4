import { useTranslation } from 'react-i18next';
import { PageHeader } from '../ui/page-header';
import { SegmentEditor } from './segment-editor';
import { takeStartingTree } from './starting-tree';
import { WithCatalogue } from './with-catalogue';
import { useState } from 'react';

export function NewSegmentPage() {
  const { t } = useTranslation('segments');
  const [first] = useState(takeStartingTree);
  return (
    <>
      <PageHeader title={t('new.title')} back={{ to: '/segments', label: t('title') }} />
      <WithCatalogue>
        {(catalogue) => <SegmentEditor segment={null} catalogue={catalogue} {...(first ? { first } : {})} />}
      </WithCatalogue>
    </>
  );
}
