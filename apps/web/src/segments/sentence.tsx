import { Text } from '@mantine/core';
import type { components } from '../api/schema.gen';
import classes from './sentence.module.css';

type SentenceView = components['schemas']['SentenceView'];

/** Rules in plain words; what somebody chose stands out. */
export function Sentence({ sentence }: { sentence: SentenceView }) {
  return (
    <Text style={{ overflowWrap: 'anywhere' }}>
      {sentence.parts.map((part, index) =>
        part.isValue ? (
          <span key={index} className={classes.value}>
            {part.text}
          </span>
        ) : (
          <span key={index}>{part.text}</span>
        ),
      )}
    </Text>
  );
}
