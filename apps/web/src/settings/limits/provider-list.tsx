import { Badge, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProviderLimits } from './limit-queries';
import { limitsInWords } from './limits-in-words';
import classes from './provider-list.module.css';

interface Props {
  items: readonly ProviderLimits[];
  /** Null for who may not change them. */
  onEdit: ((limits: ProviderLimits) => void) | null;
}

/** What holds for each provider; limits of the workspace's own stand above the default that they replace. */
export function ProviderList({ items, onEdit }: Props) {
  const { t } = useTranslation('limits');
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.provider} className={classes.row}>
          <Group gap={6} className={classes.name}>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {item.name}
            </Text>
            {item.holds.length > 0 && (
              <Badge variant="light" color="yellow" c="var(--mantine-color-text)" size="sm">
                {t('providers.held')}
              </Badge>
            )}
          </Group>
          <div className={classes.limits}>
            {item.own && (
              <Text size="sm" fw={600} className="numbers">
                {t('providers.own', { limits: limitsInWords(item.own, t) })}
              </Text>
            )}
            <Text size="sm" className="numbers" {...(item.own && { c: 'dimmed' })}>
              {t('provider.default', { limits: limitsInWords(item.defaults, t) })}
            </Text>
          </div>
          {onEdit && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onEdit(item)}
              aria-label={t('providers.setLabel', { name: item.name })}
            >
              {t('providers.set')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
