import { Alert, Group, List, Paper, Stack, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import { useTranslation } from 'react-i18next';
import { DiagnosisFacts } from './diagnosis-facts';
import type { Diagnosis } from './server-queries';

const LOOKS = {
  passed: { Icon: IconCircleCheck, color: 'var(--mantine-color-tide-6)' },
  failed: { Icon: IconCircleX, color: 'var(--mantine-color-error)' },
  skipped: { Icon: IconMinus, color: 'var(--mantine-color-dimmed)' },
  'not-reached': { Icon: IconCircleDashed, color: 'var(--mantine-color-dimmed)' },
} as const;

/** How far the connection got: each step, and at the failed one what happened and what helps. */
export function DiagnosisResult({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('servers');
  const { ok, steps, problem, warnings, mailReply, server } = diagnosis;
  const HeadIcon = ok ? IconCircleCheck : IconAlertTriangle;
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <HeadIcon
            size={22}
            aria-hidden
            color={ok ? LOOKS.passed.color : LOOKS.failed.color}
            style={{ flex: 'none' }}
          />
          <div>
            <Text fw={650}>
              {t(ok ? (mailReply === null ? 'check.ok' : 'check.okMail') : 'check.failed')}
            </Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {t('check.after', { server })}
            </Text>
          </div>
        </Group>
        <Stack component="ol" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
          {steps.map(({ stage, status }) => (
            <Step key={stage} stage={stage} status={status} problem={problem} />
          ))}
        </Stack>
        {warnings.length > 0 && (
          <Alert color="yellow" title={t('check.warning')}>
            <List size="sm">
              {warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {ok && <DiagnosisFacts diagnosis={diagnosis} />}
      </Stack>
    </Paper>
  );
}

type StepProps = Diagnosis['steps'][number] & { problem: Diagnosis['problem'] };

function Step({ stage, status, problem }: StepProps) {
  const { t } = useTranslation('servers');
  const { Icon, color } = LOOKS[status];
  const isQuiet = status === 'skipped' || status === 'not-reached';
  return (
    <li>
      <Group gap={10} wrap="nowrap">
        <Icon size={18} aria-hidden color={color} style={{ flex: 'none' }} />
        <Text size="sm" style={{ flex: 1 }} {...(isQuiet && { c: 'dimmed' })}>
          {t(`check.stage.${stage}`)}
        </Text>
        <Text size="sm" c={status === 'failed' ? 'var(--mantine-color-error)' : 'dimmed'}>
          {t(`check.status.${status}`)}
        </Text>
      </Group>
      {status === 'failed' && problem && (
        <Stack gap={4} ml={28} my={6}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {problem.message}
          </Text>
          <Text size="sm">
            <b>{t('check.whatToDo')}:</b> {t(`remedy.${problem.code}`)}
          </Text>
        </Stack>
      )}
    </li>
  );
}
