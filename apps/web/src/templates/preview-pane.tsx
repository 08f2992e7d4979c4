import { Alert, Box, Code, Group, List, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import type { Preview } from '../api/models';
import { ContactPicker } from '../contacts/contact-picker';
import { Card } from '../ui/card';
import { formatBytes } from '../ui/format-number';
import { MessageFrame } from './message-frame';

type View = 'desktop' | 'mobile' | 'text';
const VIEWS: View[] = ['desktop', 'mobile', 'text'];
const MOBILE_WIDTH = 375;
const DESKTOP_WIDTH = 700;
/** Gmail cuts off what is longer. */
const CLIP_BYTES = 102_000;
const NEAR_CLIP = 0.8;

interface Props {
  preview: Preview | undefined;
  error: unknown;
  isFetching: boolean;
  contactId: string | null;
  onContact: (id: string | null) => void;
}

/** What a recipient would get, rendered by the server. */
export function PreviewPane({ preview, error, contactId, onContact }: Props) {
  const { t } = useTranslation('templates');
  const [view, setView] = useState<View>('desktop');
  const height = Math.max(560, window.innerHeight - 230);
  const missing = preview?.fields.filter(({ isMissing, hasFallback }) => isMissing && !hasFallback) ?? [];
  return (
    <Card>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-label={t('preview.view')}
            data={VIEWS.map((value) => ({ value, label: t(`preview.views.${value}`) }))}
            value={view}
            onChange={(value) => setView(value as View)}
          />
          <Box style={{ flex: '1 1 200px' }} maw={420}>
            <ContactPicker
              label={t('preview.as')}
              placeholder={t('preview.sample')}
              value={contactId}
              onChange={onContact}
            />
          </Box>
          {preview && <SizeNote bytes={preview.sizeBytes} />}
        </Group>
        {error !== null && (
          <Alert color="red" title={t('preview.stale')}>
            {asProblem(error).message}
          </Alert>
        )}
        {missing.length > 0 && (
          <Alert color="yellow">
            {t('preview.missing', { fields: missing.map(({ path }) => path).join(', ') })}
          </Alert>
        )}
        {preview && preview.warnings.length > 0 && (
          <Alert
            color="yellow"
            title={t('preview.warnings')}
            styles={{ label: { color: 'var(--mantine-color-text)' } }}
          >
            <List size="sm">
              {preview.warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {preview && (
          <>
            <div>
              <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
                {preview.subject}
              </Text>
              <Text size="sm" c="dimmed">
                {preview.preheader}
              </Text>
            </div>
            <Box
              style={{
                border: '1px solid var(--mantine-color-default-border)',
                borderRadius: 8,
                overflow: 'hidden',
              }}
              bg="var(--tidings-page)"
            >
              {view === 'text' ? (
                <Code block mah={height} style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }} tabIndex={0}>
                  {preview.text}
                </Code>
              ) : (
                <MessageFrame
                  path={preview.htmlPath}
                  title={t('preview.frame')}
                  height={height}
                  width={view === 'mobile' ? MOBILE_WIDTH : DESKTOP_WIDTH}
                />
              )}
            </Box>
          </>
        )}
      </Stack>
    </Card>
  );
}

function SizeNote({ bytes }: { bytes: number }) {
  const { t } = useTranslation('templates');
  const share = bytes / CLIP_BYTES;
  const color = share > 1 ? 'red' : share > NEAR_CLIP ? 'yellow' : 'tide';
  const text = t(share > 1 ? 'preview.tooLarge' : 'preview.size', {
    size: formatBytes(bytes),
    limit: formatBytes(CLIP_BYTES),
  });
  return (
    <Box maw={240} style={{ flex: '1 1 180px' }}>
      <Text size="xs" c="dimmed" mb={4}>
        {text}
      </Text>
      <Progress value={Math.min(100, share * 100)} color={color} size="sm" aria-label={text} />
    </Box>
  );
}
