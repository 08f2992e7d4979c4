import { Box, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { MessageFrame } from '../../templates/message-frame';
import type { FormDefinition } from '../form-definition';
import type { Form } from '../models';
import { ChatPreview } from './chat-preview';
import { PopUpStage } from './pop-up-stage';

const WIDTHS = { phone: 375, desktop: 720 };
const HEIGHT = 620;

interface Props {
  form: Form;
  definition: FormDefinition;
  language: string;
  isStale: boolean;
}

/** The hosted page of the draft as it was saved last, by the server itself; in a frame that runs nothing. */
export function FormPreview({ form, definition, language, isStale }: Props) {
  const { t } = useTranslation('forms');
  const [device, setDevice] = useState<keyof typeof WIDTHS>('desktop');
  const query = new URLSearchParams({ language });
  // A changed address loads the frame again.
  const path = `/api/v1/forms/${form.id}/preview?${query.toString()}#${form.updatedAt}`;
  const { layout } = definition;
  const frame = (
    <MessageFrame
      key={`${path}${device}`}
      path={path}
      title={t('preview.frame')}
      height={layout.kind === 'pop-up' ? 460 : HEIGHT}
      width={layout.kind === 'pop-up' ? WIDTHS.phone : WIDTHS[device]}
    />
  );
  return (
    <Card
      title={t('preview.title')}
      hint={t(layout.kind === 'inline' ? 'preview.hint' : `preview.hints.${layout.kind}`)}
      pos={{ md: 'sticky' }}
      top={{ md: 76 }}
    >
      {layout.kind === 'inline' && (
        <Group mb="sm">
          <SegmentedControl
            aria-label={t('preview.device')}
            data={[
              { value: 'desktop', label: t('preview.desktop') },
              { value: 'phone', label: t('preview.phone') },
            ]}
            value={device}
            onChange={(next) => setDevice(next as keyof typeof WIDTHS)}
          />
        </Group>
      )}
      <Box
        style={{
          border: '1px solid var(--mantine-color-default-border)',
          borderRadius: 8,
          overflow: 'hidden',
          opacity: isStale ? 0.6 : 1,
        }}
      >
        {layout.kind === 'chat' && <ChatPreview definition={definition} language={language} />}
        {layout.kind === 'pop-up' && <PopUpStage layout={layout}>{frame}</PopUpStage>}
        {layout.kind === 'inline' && frame}
      </Box>
    </Card>
  );
}
