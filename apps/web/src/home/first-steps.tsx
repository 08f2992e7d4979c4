import { Group, Progress, Stack, Text, ThemeIcon } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link';
import { Card } from '../ui/card';
import type { FirstStep } from './use-first-steps';

/** The way from an empty workspace to the first campaign; the first open step has the filled button. */
export function FirstSteps({ steps }: { steps: FirstStep[] }) {
  const { t } = useTranslation('home');
  const next = steps.findIndex(({ isDone }) => !isDone);
  const done = steps.filter(({ isDone }) => isDone).length;
  const counted = t('steps.counted', { done, count: steps.length });
  return (
    <Card title={t('steps.title')} hint={counted}>
      <Progress value={(100 * done) / steps.length} size="sm" mb="lg" aria-label={counted} />
      <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {steps.map((step, index) => (
          <Group key={step.key} component="li" gap="md" wrap="nowrap" justify="space-between">
            <Group gap="md" wrap="nowrap" align="flex-start">
              <ThemeIcon radius="xl" size={30} variant={step.isDone ? 'filled' : 'default'} aria-hidden>
                {step.isDone ? <IconCheck size={16} /> : <Text size="sm">{index + 1}</Text>}
              </ThemeIcon>
              <div>
                <Text fw={step.isDone ? 400 : 650} c={step.isDone ? 'dimmed' : undefined}>
                  {step.isDone ? t('steps.done', { step: step.label }) : step.label}
                </Text>
                {!step.isDone && (
                  <Text size="sm" c="dimmed">
                    {step.text}
                  </Text>
                )}
              </div>
            </Group>
            {!step.isDone && (
              <Group gap="xs" wrap="nowrap">
                {step.key === 'people' && <FormInstead />}
                <ButtonLink
                  to={step.to}
                  size="xs"
                  variant={index === next ? 'filled' : 'default'}
                  aria-label={`${t(`steps.${step.key}Action`)}: ${step.label}`}
                >
                  {t(`steps.${step.key}Action`)}
                </ButtonLink>
              </Group>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  );
}

/** Those who have nobody to import yet begin with a form. */
function FormInstead() {
  const { t } = useTranslation('home');
  return (
    <ButtonLink to="/forms" size="xs" variant="default" visibleFrom="sm">
      {t('steps.formAction')}
    </ButtonLink>
  );
}
