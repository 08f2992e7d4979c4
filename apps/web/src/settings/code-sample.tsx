import { Button, Code, CopyButton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Code to take over, with a button that copies it. `copyLabel` says what of. */
export function CodeSample({ code, copyLabel }: { code: string; copyLabel: string }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" align="flex-start">
      <Code block w="100%" mah={360} tabIndex={0} style={{ overflow: 'auto' }}>
        {code}
      </Code>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy} aria-label={copied ? undefined : copyLabel}>
            {t(copied ? 'actions.copied' : 'actions.copy')}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
