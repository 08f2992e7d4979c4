import { ActionIcon, Badge, Button, Group, Loader, Paper, SegmentedControl } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
import IconArrowForwardUp from '@tabler/icons-react/dist/esm/icons/IconArrowForwardUp.mjs';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../api/models';
import { useMay } from '../session/use-session';
import { ConflictNotice } from '../ui/conflict-notice';
import { fieldErrors } from '../ui/field-errors';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { SaveStatus } from '../ui/save-status';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { useLastGood } from '../ui/use-last-good';
import { DetailsFields } from './details-fields';
import { PreviewPane } from './preview-pane';
import { TemplateActions } from './template-actions';
import { sourcePreviewQuery } from './template-queries';
import { toJson, useEmailDraft } from './use-email-draft';

const BlockEditor = lazy(async () => ({ default: (await import('./blocks/block-editor')).BlockEditor }));
const SourceEditor = lazy(async () => ({ default: (await import('./source/source-editor')).SourceEditor }));

const TestSendDialog = lazy(async () => ({
  default: (await import('./test-send-dialog')).TestSendDialog,
}));

const PREVIEW_DELAY_MS = 500;
const SHOWN_BESIDE = ['/name', '/subject', '/preheader'];

interface Props {
  template: Template;
  /** Begins anew with what is stored. */
  onReload: () => void;
}

/** An email of blocks or of MJML, and beside it what a recipient would get. */
export function TemplateEditor({ template, onReload }: Props) {
  const { t } = useTranslation('templates');
  const mayWrite = useMay('templates:write');
  const mayTest = useMay('campaigns:send');
  const [isTesting, setTesting] = useState(false);
  const draft = useEmailDraft(template);
  const [view, setView] = useState<'edit' | 'preview'>('edit');
  const [contactId, setContactId] = useState<string | null>(null);
  const { isBlocks, texts, mjml, history } = draft;
  const body = isBlocks ? { document: toJson(history.document) } : { mjml };
  const [source] = useDebouncedValue(
    { subject: texts.subject, preheader: texts.preheader, ...body },
    PREVIEW_DELAY_MS,
  );
  const preview = useQuery({ ...sourcePreviewQuery(source, contactId), placeholderData: keepPreviousData });
  const shown = useLastGood(preview.data);
  const problem = draft.saveError ?? preview.error;
  const save = () => draft.isDirty && mayWrite && draft.save();
  useHotkeys([['mod+S', save]], [], true);
  return (
    <>
      <PageHeader
        title={texts.name || template.name}
        back={{ to: '/templates', label: t('title') }}
        aside={
          <Badge variant="light" color="gray" c="dimmed">
            {t(`mode.${template.mode}`)}
          </Badge>
        }
        actions={<TemplateActions template={template} isDirty={draft.isDirty} onDetached={onReload} />}
      />
      {draft.isConflict && <ConflictNotice onLoad={onReload} onOverwrite={() => void draft.saveOver()} />}
      <fieldset disabled={!mayWrite} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <DetailsFields draft={draft} errors={fieldErrors(draft.saveError)} />
      </fieldset>
      <Paper withBorder p="xs" mb="md" pos="sticky" top={{ base: 56, sm: 64 }} style={{ zIndex: 20 }}>
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('view.label')}
            size="sm"
            data={[
              { value: 'edit', label: t('view.edit') },
              { value: 'preview', label: t('view.preview') },
            ]}
            value={view}
            onChange={(value) => setView(value as 'edit')}
          />
          {isBlocks && mayWrite && (
            <Group gap={4}>
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={t('view.undo')}
                disabled={!history.canUndo}
                onClick={history.undo}
              >
                <IconArrowBackUp size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={t('view.redo')}
                disabled={!history.canRedo}
                onClick={history.redo}
              >
                <IconArrowForwardUp size={18} aria-hidden />
              </ActionIcon>
            </Group>
          )}
          {preview.isFetching && <Loader size="xs" role="status" aria-label={t('view.updating')} />}
          <Group gap="sm" ml="auto" justify="flex-end" wrap="nowrap">
            {mayWrite && <SaveStatus isDirty={draft.isDirty} savedAt={draft.savedAt} />}
            {mayTest && (
              <Button variant="default" px="sm" style={{ flexShrink: 0 }} onClick={() => setTesting(true)}>
                {t('test.button')}
              </Button>
            )}
            {mayWrite && (
              <Button
                px="md"
                style={{ flexShrink: 0 }}
                loading={draft.isSaving}
                disabled={!draft.isDirty}
                onClick={save}
              >
                {t('save.save')}
              </Button>
            )}
          </Group>
        </Group>
      </Paper>
      {!draft.isConflict && (
        <ProblemNotice error={draft.saveError} title={t('save.failed')} shown={SHOWN_BESIDE} />
      )}
      {view === 'preview' ? (
        <PreviewPane
          preview={shown}
          error={preview.error}
          isFetching={preview.isFetching}
          contactId={contactId}
          onContact={setContactId}
        />
      ) : (
        <Suspense fallback={<Loading rows={6} />}>
          {isBlocks ? (
            <BlockEditor history={history} isEditable={mayWrite} problem={problem} />
          ) : (
            <SourceEditor value={mjml} onChange={draft.setMjml} isEditable={mayWrite} problem={problem} />
          )}
        </Suspense>
      )}
      {isTesting && (
        <Suspense fallback={null}>
          <TestSendDialog
            source={{ subject: texts.subject, preheader: texts.preheader, ...body }}
            contactId={contactId}
            onClose={() => setTesting(false)}
          />
        </Suspense>
      )}
      <UnsavedGuard isDirty={draft.isDirty} />
    </>
  );
}
