import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** At the foot of a form of the settings; sleeps until there is something to save. */
export function SaveButton({ isBusy, isDirty }: { isBusy: boolean; isDirty: boolean }) {
  const { t } = useTranslation();
  return (
    <Group>
      <Button type="submit" loading={isBusy} disabled={!isDirty}>
        {t('actions.save')}
      </Button>
    </Group>
  );
}
