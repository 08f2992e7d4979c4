import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/use-session';
import { ProblemNotice } from '../../ui/problem-notice';
import { UnsavedGuard } from '../../ui/unsaved-guard';
import { ReadOnlyFields } from '../read-only-fields';
import { draftOf } from './brand-draft';
import classes from './brand-form.module.css';
import { BrandPreview } from './brand-preview';
import type { Brand } from './brand-queries';
import { ColourFields } from './colour-fields';
import { FontFields } from './font-fields';
import { IdentityFields } from './identity-fields';
import { useSaveBrand } from './use-save-brand';

export function BrandForm({ brand, postalAddress }: { brand: Brand; postalAddress: string }) {
  const { t } = useTranslation(['settings', 'ui']);
  const mayWrite = useMay('templates:write');
  const form = useForm({ initialValues: draftOf(brand, postalAddress) });
  const save = useSaveBrand(form);
  const shown = Object.keys(form.values).map((key) => `/${key}`);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} className={classes.frame}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <ReadOnlyFields when={!mayWrite}>
        <Stack gap="lg">
          <IdentityFields form={form} />
          <ColourFields form={form} />
          <FontFields form={form} />
          <ProblemNotice error={save.error} shown={shown} title={t('notSaved')} />
          {mayWrite && (
            <Group>
              <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
                {t('ui:actions.save')}
              </Button>
              <Button variant="default" onClick={() => form.setValues({ ...form.values, ...brand.defaults })}>
                {t('brand.reset')}
              </Button>
            </Group>
          )}
        </Stack>
      </ReadOnlyFields>
      <BrandPreview draft={form.values} className={classes.preview} />
    </form>
  );
}
