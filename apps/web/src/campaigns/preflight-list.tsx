import { Button, Collapse, Group, List, Spoiler, Stack, Text, ThemeIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import type { Finding } from './preflight';
import { useSayCheck } from './use-say-check';

const LONG_REMEDY = 240;

const LOOKS = {
  block: { icon: IconX, color: 'red.8' },
  warn: { icon: IconAlertTriangle, color: 'yellow.9' },
  ok: { icon: IconCheck, color: 'tide.8' },
} as const;

/** What the server found, the worst first, each with what to do. What is fine is folded away. */
export function PreflightList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('campaigns');
  const [isOpen, { toggle }] = useDisclosure(false);
  const at = (level: Finding['level']) => findings.filter((finding) => finding.level === level);
  const ok = at('ok');
  return (
    <Stack gap="sm">
      <Findings findings={[...at('block'), ...at('warn')]} />
      {ok.length > 0 && (
        <div>
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isOpen}>
            {t(isOpen ? 'review.hideFine' : 'review.showFine', { count: ok.length })}
          </Button>
          <Collapse expanded={isOpen} pt="sm">
            <Findings findings={ok} />
          </Collapse>
        </div>
      )}
    </Stack>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('campaigns');
  const say = useSayCheck();
  if (findings.length === 0) return null;
  return (
    <List listStyleType="none" spacing="md" size="sm" styles={{ itemWrapper: { alignItems: 'flex-start' } }}>
      {findings.map((finding) => {
        const { id, variants, level } = finding;
        const { sentence, remedy } = say(finding);
        const { icon: Icon, color } = LOOKS[level];
        return (
          <List.Item
            key={`${id} ${finding.sentence}`}
            icon={
              <ThemeIcon size={22} radius="xl" color={color} aria-hidden>
                <Icon size={14} />
              </ThemeIcon>
            }
          >
            <Group gap={6}>
              <Text span size="sm" fw={650}>
                {t(`checks.${id}`)}
                {variants.length > 0 && ` ${variants.join(', ').toUpperCase()}`}
              </Text>
              <Text span size="xs" c="dimmed">
                {t(`levels.${level}`)}
              </Text>
            </Group>
            <Text size="sm">{sentence}</Text>
            {remedy && remedy !== sentence && <Remedy text={remedy} />}
          </List.Item>
        );
      })}
    </List>
  );
}

/** A sender's domain may have many things to put right: long advice is folded. */
function Remedy({ text }: { text: string }) {
  const { t } = useTranslation('campaigns');
  const advice = (
    <Text size="sm" fw={500}>
      {text}
    </Text>
  );
  if (text.length < LONG_REMEDY) return advice;
  return (
    <Spoiler
      maxHeight={64}
      showLabel={t('review.more')}
      hideLabel={t('review.less')}
      styles={{ control: { fontSize: 'var(--mantine-font-size-sm)' } }}
    >
      {advice}
    </Spoiler>
  );
}
