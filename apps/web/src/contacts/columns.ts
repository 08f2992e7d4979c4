import { useLocalStorage } from '@mantine/hooks';

export const COLUMNS = [
  'email',
  'tags',
  'place',
  'phone',
  'company',
  'language',
  'source',
  'updated',
  'added',
] as const;
/** A built-in column, or `attributes.<key>`. */
export type Column = string;

const FIRST: Column[] = ['tags', 'place', 'added'];

/** Which columns this browser shows. */
export function useColumns(): [Column[], (columns: Column[]) => void] {
  const [columns, setColumns] = useLocalStorage<Column[]>({
    key: 'tidings:contact-columns',
    defaultValue: FIRST,
    getInitialValueInEffect: false,
  });
  return [columns, setColumns];
}
