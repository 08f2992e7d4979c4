/** A question whose answer may take long to count. It is stored as JSON, and so is the answer. */
export interface KeptQuestion<Question extends object, Answer extends object> {
  /** Unique in the product. */
  kind: string;
  /** Question or answer may hold values of people (an address, a domain): forgotten whenever somebody of the workspace is erased. */
  namesPeople: boolean;
  /** Counts now. Runs in a worker; must end within `KEPT_TIMEOUT_MS` and keep no state. */
  count(workspaceId: string, question: Question): Promise<Answer>;
}

/** An answer and when it was counted. */
export interface KeptAnswer<Answer extends object> {
  answer: Answer;
  countedAt: Date;
  /** It is older than was asked for, and a worker is going to count it again. */
  isBeingCounted: boolean;
}

/** No count takes longer. */
export const KEPT_TIMEOUT_MS = 120_000;

/** From how much data on answers are kept; below, they are counted when asked for. */
export const keptFrom = {
  /** Recipients of a campaign. */
  recipients: 50_000,
  /** Contacts of a workspace, for analyses of all of them. */
  contacts: 200_000,
  /** The same, for how many they are and how they grow. */
  audience: 50_000,
  /** Passages of contacts through a sequence. */
  passages: 50_000,
};
