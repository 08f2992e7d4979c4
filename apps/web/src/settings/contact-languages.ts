import { currentLanguage } from '../i18n';

/** Languages that contacts usually have; any other BCP 47 tag is kept when it is set. */
const TAGS =
  'bg cs da de de-AT de-CH el en en-GB en-US es et fi fr hr hu it ja ko lt lv nb nl pl pt pt-BR ro sk sl sv tr uk zh';

/** For a Select, by their names in the language of the app. */
export function contactLanguages(own: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(currentLanguage(), { type: 'language' });
  return [...new Set([own, ...TAGS.split(' ')])]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label, currentLanguage()));
}
