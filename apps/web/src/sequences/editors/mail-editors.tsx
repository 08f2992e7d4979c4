import { Anchor, Select, Stack, TagsInput, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/anchor-link';
import type { EmailStep, NotifyStep, TopicStep, WebhookStep } from '../graph/sequence-graph';
import type { EditorProps } from './editor-props';

export function EmailEditor({ step, onChange, errorOf, describe }: EditorProps<EmailStep>) {
  const { t } = useTranslation('sequences');
  return (
    <>
      <Stack gap={6}>
        <Select
          label={t('fields.template')}
          description={t('fields.templateHint')}
          placeholder={t('fields.chooseTemplate')}
          required
          searchable
          data={describe.names.template}
          value={step.templateId}
          onChange={(templateId) => onChange({ ...step, templateId })}
          error={errorOf('templateId')}
          nothingFoundMessage={t('fields.nothingFound')}
        />
        {step.templateId && (
          <AnchorLink to="/templates/$templateId" params={{ templateId: step.templateId }} size="sm">
            {t('fields.openTemplate')}
          </AnchorLink>
        )}
      </Stack>
      <TextInput
        label={t('fields.subject')}
        description={t('fields.subjectHint')}
        maxLength={200}
        value={step.subject ?? ''}
        onChange={(event) => onChange({ ...step, subject: event.currentTarget.value || null }, 'subject')}
        error={errorOf('subject')}
      />
    </>
  );
}

export function NotifyEditor({ step, onChange, errorOf }: EditorProps<NotifyStep>) {
  const { t } = useTranslation('sequences');
  return (
    <>
      <TagsInput
        label={t('fields.to')}
        description={t('fields.toHint')}
        required
        maxTags={10}
        splitChars={[',', ';', ' ']}
        value={step.to}
        onChange={(to) => onChange({ ...step, to })}
        error={errorOf('to')}
      />
      <TextInput
        label={t('fields.notifySubject')}
        required
        maxLength={200}
        value={step.subject}
        onChange={(event) => onChange({ ...step, subject: event.currentTarget.value }, 'subject')}
        error={errorOf('subject')}
      />
      <Textarea
        label={t('fields.text')}
        description={t('fields.textHint')}
        required
        autosize
        minRows={3}
        maxLength={5000}
        value={step.text}
        onChange={(event) => onChange({ ...step, text: event.currentTarget.value }, 'text')}
        error={errorOf('text')}
      />
    </>
  );
}

export function TopicEditor({ step, onChange, errorOf, describe }: EditorProps<TopicStep>) {
  const { t } = useTranslation('sequences');
  return (
    <Select
      label={t('fields.topicLeave')}
      description={t('fields.topicLeaveHint')}
      required
      data={describe.names.topic}
      value={step.topicId}
      onChange={(topicId) => onChange({ ...step, topicId })}
      error={errorOf('topicId')}
    />
  );
}

export function WebhookEditor({ step, onChange, errorOf }: EditorProps<WebhookStep>) {
  const { t } = useTranslation('sequences');
  return (
    <>
      <TextInput
        label={t('fields.url')}
        description={t('fields.urlHint')}
        placeholder="https://"
        type="url"
        required
        maxLength={2000}
        value={step.url}
        onChange={(event) => onChange({ ...step, url: event.currentTarget.value }, 'url')}
        error={errorOf('url')}
      />
      <Anchor href="/api/docs" target="_blank" rel="noreferrer" size="sm">
        {t('fields.urlDocs')}
      </Anchor>
    </>
  );
}
