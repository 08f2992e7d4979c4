import type { Step } from '../graph/sequence-graph';
import type { Describe } from '../builder/use-describe';

export interface EditorProps<Kind extends Step> {
  step: Kind;
  /** `of`: which field, so that typing in it is undone as one change. */
  onChange: (step: Kind, of?: string) => void;
  /** What the API says about a field of the step, such as `templateId` or `for/n`. */
  errorOf: (field: string) => string | undefined;
  describe: Describe;
}
