import { Box, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PopUp } from '../form-definition';

/** A page of somebody's site behind the form, and when it opens. */
export function PopUpStage({ layout, children }: { layout: PopUp; children: ReactNode }) {
  const { t } = useTranslation('forms');
  const { delaySeconds, scrollPercent, onExitIntent, frequency } = layout;
  const rules = [
    delaySeconds === null ? null : t('preview.after', { count: delaySeconds }),
    scrollPercent === null ? null : t('preview.scrolled', { percent: scrollPercent }),
    onExitIntent ? t('preview.exit') : null,
  ].filter((rule) => rule !== null);
  return (
    <Stack gap="sm">
      <Text size="sm" role="note" px="md" pt="sm">
        {rules.length === 0
          ? t('preview.neverOpens')
          : t('preview.opens', { rules: rules.join(t('preview.or')), where: t(`layout.${frequency}`) })}
      </Text>
      <Box pos="relative" p="md" bg="var(--mantine-color-default-hover)">
        <Stack gap="sm" aria-hidden>
          <Skeleton h={22} w="45%" animate={false} />
          {[92, 97, 88, 94].map((width) => (
            <Skeleton key={width} h={10} w={`${width}%`} animate={false} />
          ))}
        </Stack>
        <Box
          mt={-50}
          mx="auto"
          maw={440}
          pos="relative"
          bg="white"
          style={{ borderRadius: 10, overflow: 'hidden', boxShadow: '0 8px 40px rgb(0 0 0 / 35%)' }}
        >
          {children}
        </Box>
        <Stack gap="sm" mt="md" aria-hidden>
          {[95, 60].map((width) => (
            <Skeleton key={width} h={10} w={`${width}%`} animate={false} />
          ))}
        </Stack>
      </Box>
    </Stack>
  );
}
