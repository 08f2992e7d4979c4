/** The server's own rules for merge tags. */
export { isLink, readTag, typedTag } from '../../../../../libs/features/templates/blocks/merge-text';
export { FALLBACK, MAX_FALLBACK } from '../../../../../libs/features/templates/blocks/limits';
