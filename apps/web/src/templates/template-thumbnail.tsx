import { Center, Skeleton, Text } from '@mantine/core';
import { useElementSize, useIntersection, useMergedRef } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './template-thumbnail.module.css';

const MESSAGE_WIDTH = 640;

interface Props {
  path: string | null;
  title: string;
  /** Why there is nothing to show. */
  problem: string | null;
  onSeen: () => void;
}

/** The top of a message, scaled down. `onSeen` is called once, when the picture comes into view. */
export function TemplateThumbnail({ path, title, problem, onSeen }: Props) {
  const { t } = useTranslation('templates');
  const size = useElementSize();
  const { ref, entry } = useIntersection({ rootMargin: '200px' });
  const merged = useMergedRef(size.ref, ref);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!entry?.isIntersecting || isSeen) return;
    setSeen(true);
    onSeen();
  }, [entry?.isIntersecting, isSeen, onSeen]);
  return (
    <div ref={merged} className={classes.frame}>
      {path ? (
        <iframe
          src={path}
          title={title}
          sandbox=""
          tabIndex={-1}
          aria-hidden
          style={{ transform: `scale(${size.width / MESSAGE_WIDTH})` }}
        />
      ) : problem ? (
        <Center h="100%" p="md" bg="var(--tidings-page)">
          <Text size="sm" ta="center">
            {t('card.none')}. {problem}
          </Text>
        </Center>
      ) : (
        <Skeleton h="100%" radius={0} />
      )}
    </div>
  );
}
