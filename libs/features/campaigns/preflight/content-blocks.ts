import type { Workspace } from '@features/accounts';
import type { DraftMessage } from './draft-messages.service';
import { check, type PreflightCheck } from './preflight';

/** What a message must have before it may be promised to anybody: it can be made, and it says what law demands. */
export function requiredContent(message: DraftMessage, workspace: Workspace): PreflightCheck[] {
  const { variant, compiled, errors } = message;
  if (compiled === null) {
    return [
      check('content', `The message cannot be made: ${errors.map(({ message: says }) => says).join(' ')}`, {
        level: 'block',
        remedy: 'Mend the template.',
        figures: { errors },
        variant,
      }),
    ];
  }
  const text = `${compiled.html} ${compiled.text}`;
  const hasAddress =
    text.includes('workspace.postalAddress') || squeezed(text).includes(squeezed(workspace.postalAddress));
  return [
    check('content', 'The message can be made.', { variant }),
    compiled.hasUnsubscribe
      ? check(
          'unsubscribe',
          'Readers can unsubscribe with one click: in the message and by the button of their mail program.',
          { variant },
        )
      : check('unsubscribe', 'The message has no link to unsubscribe.', {
          level: 'block',
          remedy: 'Put a link to {{links.unsubscribe}} into the template.',
          variant,
        }),
    hasAddress && workspace.postalAddress.trim() !== ''
      ? check('postal-address', 'The message carries your postal address.', { variant })
      : check(
          'postal-address',
          'The message does not carry your postal address, which the law of many countries demands.',
          {
            level: 'block',
            remedy:
              workspace.postalAddress.trim() === ''
                ? 'Enter the postal address in the settings of the workspace.'
                : 'Put {{workspace.postalAddress}} into the template, or use the shipped footer.',
            variant,
          },
        ),
  ];
}

/** Line breaks and markup between its lines do not make it another address. */
function squeezed(text: string): string {
  // No "<" within a tag: else every lone one would look to the end of the text for its partner.
  return text.replace(/<[^<>]*>|&nbsp;|[\s,;·|]/g, '').toLowerCase();
}
