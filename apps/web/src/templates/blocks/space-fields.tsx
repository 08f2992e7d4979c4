import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Block, OwnBlock } from './document';
import { NumberField } from './plain-fields';

const MAX = 120;
/** As the server writes blocks that say nothing of it. */
const USUAL = {
  heading: [8, 12],
  text: [0, 16],
  image: [4, 20],
  button: [8, 24],
  columns: [4, 4],
  divider: [12, 20],
  spacer: [0, 0],
  social: [8, 16],
  html: [0, 16],
  header: [28, 24],
  footer: [32, 48],
} as const;

/** Pixels above and below. */
export function SpaceFields({ block, onChange }: { block: OwnBlock; onChange: (block: Block) => void }) {
  const { t } = useTranslation('templates');
  const [above, below] = USUAL[block.kind];
  const space = block.space ?? { above, below };
  const set = (part: Partial<typeof space>) => onChange({ ...block, space: { ...space, ...part } });
  return (
    <Group grow gap="sm">
      {(['above', 'below'] as const).map((side) => (
        <NumberField
          key={side}
          label={t(`fields.${side}`)}
          min={0}
          max={MAX}
          value={space[side]}
          onNumber={(value) => value !== null && set({ [side]: value })}
        />
      ))}
    </Group>
  );
}
