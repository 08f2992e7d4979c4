import type { Sender } from '@features/senders';

/** A From address that campaigns may use. */
export class SenderView {
  id: string;
  fromName: string;
  fromEmail: string;
  replyTo: string | null;
  isDefault: boolean;
}

export class SenderListView {
  items: SenderView[];
}

export function toSenderView({ workspaceId: _workspaceId, ...view }: Sender): SenderView {
  return view;
}
