import { Alert, Box, Code, Group, List, Loader, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../api/problem';
import type { Preview } from '../api/models';
import { ContactPicker } from '../contacts/contact-picker';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format';
import { MessageFrame } from './message-frame';

type View = 'desktop' | 'mobile' | 'text';
const VIEWS = [
  { value: 'desktop', label: 'Desktop' },
  { value: 'mobile', label: 'Mobile' },
  { value: 'text', label: 'Text' },
];
const MOBILE_WIDTH = 375;
const DESKTOP_WIDTH = 700;
const HEIGHT = 640;
const KILOBYTE = 1000;

interface Props {
  preview: Preview | undefined;
  error: unknown;
  isFetching: boolean;
  contactId: string | null;
  onContact: (id: string | null) => void;
}

/** What a recipient would get. */
export function PreviewPane({ preview, error, isFetching, contactId, onContact }: Props) {
  const [view, setView] = useState<View>('desktop');
  return (
    <Card
      title="Preview"
      actions={isFetching ? <Loader size="xs" aria-label="Updating" /> : undefined}
      pos={{ md: 'sticky' }}
      top={{ md: 76 }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-label="How to show it"
            data={VIEWS}
            value={view}
            onChange={(value) => setView(value as View)}
          />
          <Box style={{ flex: '1 1 180px' }}>
            <ContactPicker label="As" placeholder="Sample data" value={contactId} onChange={onContact} />
          </Box>
        </Group>
        {error !== null && (
          <Alert color="red" title="The preview is not current">
            {asProblem(error).message}
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
                <Code block mah={HEIGHT} style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }} tabIndex={0}>
                  {preview.text}
                </Code>
              ) : (
                <MessageFrame
                  path={preview.htmlPath}
                  title="Preview of the message"
                  height={HEIGHT}
                  width={view === 'mobile' ? MOBILE_WIDTH : DESKTOP_WIDTH}
                />
              )}
            </Box>
            <Text size="xs" c="dimmed">
              {formatNumber(Math.round(preview.sizeBytes / KILOBYTE))} kB; Gmail cuts messages off at 102 kB.
            </Text>
            {preview.warnings.length > 0 && (
              <Alert color="yellow" title="Worth a look">
                <List size="sm">
                  {preview.warnings.map((warning) => (
                    <List.Item key={warning}>{warning}</List.Item>
                  ))}
                </List>
              </Alert>
            )}
          </>
        )}
      </Stack>
    </Card>
  );
}
