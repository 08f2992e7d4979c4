import { basename } from 'node:path';

/** Usual ending of each type that may be offered; the first one is added to names that have another. */
export const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'audio/wav': ['wav'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/flac': ['flac'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'm4b'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm', 'mkv'],
  'application/zip': ['zip'],
  'application/epub+zip': ['epub'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'text/plain': ['txt', 'md', 'srt', 'vtt', 'log'],
  'text/csv': ['csv'],
  'text/tab-separated-values': ['tsv'],
  'text/calendar': ['ics'],
  'text/vcard': ['vcf'],
  'application/json': ['json'],
};

/** Endings of what a computer may run, or open with a program that runs what is in it. */
const DANGEROUS = new Set(
  (
    'exe com scr pif cpl msi msp mst msix appx appxbundle bat cmd ps1 ps1xml psm1 psd1 vb vbe vbs js jse mjs wsf wsh wsc hta ' +
    'jar class dll ocx sys drv lnk url scf inf reg chm hlp msc gadget application appref-ms settingcontent-ms library-ms ' +
    'docm dotm dotx xlsm xltm xlam xll xlsb pptm potm ppam ppsm sldm doc dot xls xlt ppt pps pot rtf one onepkg iqy slk ade ' +
    'adp mdb mde accdb accde html htm xhtml shtml mht mhtml svg svgz xml xsl xslt swf php phtml asp aspx jsp sh bash zsh ' +
    'csh command run bin elf so dylib app pkg dmg apk ipa deb rpm py pyc pyw rb pl lua iso img vhd vhdx workflow terminal ' +
    'action desktop website webloc'
  ).split(' '),
);

/** Archives inside archives: nobody looked into them. */
const NESTED = new Set('zip rar 7z gz tgz tar bz2 xz zst cab arj lzh ace z zipx jar war ear'.split(' '));

/** The last ending of a name, in lower case; empty when it has none. */
export function endingOf(name: string): string {
  return /\.([^./\\\s]{1,40})[.\s]*$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Windows runs by ending alone, whatever a file holds. */
export function isDangerousName(name: string): boolean {
  return DANGEROUS.has(endingOf(name));
}

export function isArchiveName(name: string): boolean {
  return NESTED.has(endingOf(name));
}

/** Characters that no file name may hold somewhere, or that make it look like another (direction marks). */
const UNSAFE = /[\p{Cc}\p{Cs}<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/gu;

/**
 * The name under which people get a file: at most 150 characters, no path, no character that a system refuses or that hides the
 * ending, and an ending that says what the file holds.
 */
export function safeFileName(given: string, mediaType: string): string {
  const endings = ENDINGS[mediaType] ?? [];
  const tidy = basename(given.replaceAll('\\', '/'))
    .normalize('NFC')
    .replace(UNSAFE, '')
    .replace(/\s+/g, ' ')
    .trim();
  const ending = endingOf(tidy);
  const fits = endings.includes(ending);
  // Without a dangerous ending in the middle, which some systems would show as the last.
  const stem = (fits ? tidy.slice(0, tidy.lastIndexOf('.')) : tidy)
    .replace(/(?:\.[a-z0-9]{1,5})+$/i, (rest) => (isDangerousName(rest) || rest.length <= 6 ? '' : rest))
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const short = [...stem].slice(0, 140).join('') || 'download';
  const last = fits ? ending : endings[0];
  return last === undefined ? short : `${short}.${last}`;
}
