import { Alert, Box, Group, List, Stack, Text } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema.gen';
import { ContactPicker } from '../contacts/contact-picker';
import { Card } from '../ui/card';
import { ProblemNotice } from '../ui/problem-notice';

export type Explanation = components['schemas']['ExplanationView'];
export type ContactExplanation = components['schemas']['ContactExplanationView'];

interface Props {
  contactId: string | null;
  onChoose: (contactId: string | null) => void;
  explanation: ContactExplanation | undefined;
  error: unknown;
}

/** Does this person match, and what decided? */
export function PersonCheck({ contactId, onChoose, explanation, error }: Props) {
  const { t } = useTranslation('segments');
  return (
    <Card title={t('person.title')}>
      <Stack gap="sm">
        <ContactPicker label={t('person.contact')} value={contactId} onChange={onChoose} />
        <ProblemNotice error={error} />
        {explanation && contactId && (
          <>
            <Alert
              role="status"
              color={explanation.holds ? 'tide' : 'gray'}
              icon={explanation.holds ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
              title={t(explanation.holds ? 'person.in' : 'person.out')}
            >
              <Text size="sm">{explanation.sentence}</Text>
            </Alert>
            <Explanations rules={explanation.rules ?? []} />
          </>
        )}
      </Stack>
    </Card>
  );
}

function Explanations({ rules }: { rules: readonly Explanation[] }) {
  const { t } = useTranslation('segments');
  return (
    <List listStyleType="none" spacing={8} size="sm">
      {rules.map((rule) => (
        <List.Item key={rule.pointer}>
          <Group gap={8} wrap="nowrap" align="flex-start">
            <Box c={rule.holds ? 'var(--mantine-color-tide-6)' : 'var(--mantine-color-error)'} pt={1}>
              {rule.holds ? (
                <IconCircleCheck size={17} role="img" aria-label={t('person.holds')} />
              ) : (
                <IconCircleX size={17} role="img" aria-label={t('person.fails')} />
              )}
            </Box>
            <div>
              <Text size="sm">{rule.text}</Text>
              {rule.because && (
                <Text size="xs" c="dimmed">
                  {rule.because}
                </Text>
              )}
            </div>
          </Group>
          {rule.rules && (
            <Box pl="lg" mt={6}>
              <Explanations rules={rule.rules} />
            </Box>
          )}
          {rule.segment?.rules && (
            <Box pl="lg" mt={6}>
              <Explanations rules={rule.segment.rules} />
            </Box>
          )}
        </List.Item>
      ))}
    </List>
  );
}

/** Which rules hold, by pointer. Not those of the segments that a rule names: they are not in this tree. */
export function verdictsOf(
  explanation: Explanation | undefined,
  toFull: (pointer: string) => string,
): Map<string, boolean> {
  const verdicts = new Map<string, boolean>();
  const visit = ({ pointer, holds, rules }: Explanation) => {
    if (pointer !== '') verdicts.set(toFull(pointer), holds);
    rules?.forEach(visit);
  };
  if (explanation) visit(explanation);
  return verdicts;
}
