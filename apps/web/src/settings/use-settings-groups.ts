import { useSession } from '../session/use-session';
import { SETTINGS_GROUPS } from './settings-areas';

/** The groups with the areas that the signed-in person may see; groups without any are left out. */
export function useSettingsGroups() {
  const { scopes } = useSession();
  return SETTINGS_GROUPS.map((group) => ({
    ...group,
    areas: group.areas.filter(({ needs }) => !needs || scopes.includes(needs)),
  })).filter(({ areas }) => areas.length > 0);
}
