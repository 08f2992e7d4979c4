import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { isLink } from '../../merge/merge-text';
import { SOCIAL_NETWORKS, type SocialNetwork } from '../document';
import { AlignField, type FieldsOf } from './field-parts';

export function SocialFields({ block, onChange }: FieldsOf<'social'>) {
  const { t } = useTranslation('templates');
  const set = (links: typeof block.links) => onChange({ ...block, links });
  const networks = Object.entries(SOCIAL_NETWORKS).map(([value, label]) => ({ value, label }));
  return (
    <Stack gap="sm">
      {block.links.map((link, index) => (
        <Group key={index} gap={6} align="flex-start" wrap="nowrap">
          <Select
            aria-label={t('fields.network', { place: index + 1 })}
            w={120}
            data={networks}
            allowDeselect={false}
            value={link.network}
            onChange={(network) =>
              network && set(block.links.with(index, { ...link, network: network as SocialNetwork }))
            }
          />
          <TextInput
            aria-label={t('fields.networkHref', { place: index + 1 })}
            placeholder="https://"
            style={{ flex: 1 }}
            value={link.href}
            error={link.href.trim() === '' || isLink(link.href.trim()) ? undefined : t('fields.hrefWrong')}
            onChange={(event) => set(block.links.with(index, { ...link, href: event.currentTarget.value }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={4}
            aria-label={t('fields.networkRemove', { place: index + 1 })}
            onClick={() => set(block.links.toSpliced(index, 1))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {block.links.length < 12 && (
        <Button
          variant="default"
          size="xs"
          onClick={() => set([...block.links, { network: 'website', href: '' }])}
        >
          {t('fields.networkAdd')}
        </Button>
      )}
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
    </Stack>
  );
}
