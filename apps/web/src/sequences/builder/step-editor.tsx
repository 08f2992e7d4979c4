import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EnrollEditor, TagEditor, UpdateEditor } from '../editors/contact-editors';
import type { EditorProps } from '../editors/editor-props';
import { BranchEditor, SplitEditor } from '../editors/fork-editors';
import { EmailEditor, NotifyEditor, TopicEditor, WebhookEditor } from '../editors/mail-editors';
import { WaitEditor, WaitUntilEditor } from '../editors/time-editors';
import type { Step } from '../graph/sequence-graph';

/** The editor that belongs to the kind of the step. */
export function StepEditor({ step, ...rest }: EditorProps<Step>) {
  const { t } = useTranslation('sequences');
  switch (step.kind) {
    case 'email':
      return <EmailEditor step={step} {...rest} />;
    case 'wait':
      return <WaitEditor step={step} {...rest} />;
    case 'waitUntil':
      return <WaitUntilEditor step={step} {...rest} />;
    case 'branch':
      return <BranchEditor step={step} {...rest} />;
    case 'split':
      return <SplitEditor step={step} {...rest} />;
    case 'tag':
      return <TagEditor step={step} {...rest} />;
    case 'update':
      return <UpdateEditor step={step} {...rest} />;
    case 'notify':
      return <NotifyEditor step={step} {...rest} />;
    case 'webhook':
      return <WebhookEditor step={step} {...rest} />;
    case 'topic':
      return <TopicEditor step={step} {...rest} />;
    case 'enroll':
      return <EnrollEditor step={step} {...rest} />;
    case 'end':
      return (
        <Text size="sm" c="dimmed">
          {t('fields.endHint')}
        </Text>
      );
  }
}
