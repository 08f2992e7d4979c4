import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

type Props = AnchorProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps>;

function PlainAnchor(props: Props) {
  return <Anchor {...props} />;
}

/** A link within the app. */
export const AnchorLink = createLink(PlainAnchor);
