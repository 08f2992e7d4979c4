import { WithWorkspace } from '../with-workspace';
import { PrivacyForm } from './privacy-form';

/** What is known of people, and for how long. */
export function PrivacyArea() {
  return (
    <WithWorkspace>{(workspace) => <PrivacyForm workspace={workspace} key={workspace.id} />}</WithWorkspace>
  );
}
