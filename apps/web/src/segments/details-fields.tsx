import { Grid, NativeSelect, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../api/models';
import { Card } from '../ui/card';
import type { SegmentValues } from './save-segment';

interface Props {
  form: UseFormReturnType<SegmentValues>;
  segment: Segment | null;
  readOnly: boolean;
}

/** What a segment is called, and how its members are kept. */
export function DetailsFields({ form, segment, readOnly }: Props) {
  const { t } = useTranslation('segments');
  const kinds = segment
    ? segment.kind === 'static'
      ? (['static'] as const)
      : (['dynamic', 'tracked'] as const)
    : (['dynamic', 'tracked', 'static'] as const);
  return (
    <Card>
      <Grid>
        <Grid.Col span={{ base: 12, sm: 8 }}>
          <TextInput
            label={t('editor.name')}
            required
            maxLength={100}
            readOnly={readOnly}
            {...form.getInputProps('name')}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <NativeSelect
            label={t('editor.kind')}
            disabled={readOnly || kinds.length === 1}
            data={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
            {...form.getInputProps('kind')}
          />
        </Grid.Col>
        <Grid.Col span={12}>
          <TextInput
            label={t('editor.description')}
            maxLength={1000}
            readOnly={readOnly}
            {...form.getInputProps('description')}
          />
          <Text size="sm" c="dimmed" mt="xs">
            {t(`kindHints.${form.values.kind}`)}
          </Text>
        </Grid.Col>
      </Grid>
    </Card>
  );
}
