import { WithWorkspace } from '../with-workspace';
import { RulesForm } from './rules-form';

/** When mail waits, how much of it one person gets, and what happens when something goes wrong. */
export function RulesArea() {
  return (
    <WithWorkspace>{(workspace) => <RulesForm workspace={workspace} key={workspace.id} />}</WithWorkspace>
  );
}
