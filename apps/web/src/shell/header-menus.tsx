import { PaletteButton } from '../palette/palette-button';
import { BackgroundWork } from './background-work';
import { UserMenu } from './user-menu';
import { WorkspaceSwitcher } from './workspace-switcher';

/** On the right of the header. Its menus are not needed to draw a page, so it is loaded after that. */
export function HeaderMenus() {
  return (
    <>
      <PaletteButton />
      <BackgroundWork />
      <WorkspaceSwitcher />
      <UserMenu />
    </>
  );
}
