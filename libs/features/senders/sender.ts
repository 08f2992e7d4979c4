/** A From address that campaigns of the workspace may use. */
export interface Sender {
  id: string;
  workspaceId: string;
  /** Display name, at most 200 characters. */
  fromName: string;
  fromEmail: string;
  /** Where answers go; the From address when null. */
  replyTo: string | null;
  isDefault: boolean;
}

export interface SenderInput {
  fromName: string;
  fromEmail: string;
  replyTo?: string | null;
  isDefault?: boolean;
}
