/** Every event of these names, of any contact, calls the address. */
export interface WebhookSubscription {
  id: string;
  workspaceId: string;
  url: string;
  /** Names of events, such as `form.submitted`; 1 to 50. */
  events: string[];
  isActive: boolean;
  /** Why the product switched it off, else null. */
  stoppedBecause: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface WebhookSubscriptionInput {
  url: string;
  events: string[];
  isActive?: boolean;
}
