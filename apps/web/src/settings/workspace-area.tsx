import { WithWorkspace } from './with-workspace';
import { WorkspaceForm } from './workspace-form';

export function WorkspaceArea() {
  return (
    <WithWorkspace>{(workspace) => <WorkspaceForm workspace={workspace} key={workspace.id} />}</WithWorkspace>
  );
}
