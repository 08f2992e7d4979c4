/**
 * The form in which texts are compared: trimmed, without accents, lower case. Twin of the SQL function `fold(text)`;
 * a property test keeps both alike. The steps and their order are those of the SQL function.
 */
export function fold(text: string): string {
  return text
    .replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ς/g, 'σ');
}
