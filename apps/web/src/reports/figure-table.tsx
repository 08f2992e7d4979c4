import { Button, Group, Table, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatRate } from '../ui/format-number';
import { saveFile, toCsv, type CsvCell } from './csv';

export interface Column<Row> {
  head: string;
  /** What it counts; shown on hover. */
  means?: string;
  /** As it goes into the file. */
  value: (row: Row) => CsvCell;
  /** As it is shown; without, numbers as they are written here. */
  show?: (row: Row) => ReactNode;
  kind?: 'rate';
}

/** CSS pixels: most names and domains stay in one piece. */
const NAME_WIDTH = 150;

interface Props<Row> {
  /** Names the table for those who do not see it. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** The last line. */
  total?: Row;
  keyOf: (row: Row) => string;
  /** Without `.csv`. */
  fileName: string;
  /** So many CSS pixels wide at least. */
  minWidth?: number;
  /** Instead of an empty table. */
  empty?: string;
}

/** Figures as a table that scrolls by keyboard and can be taken along as CSV. The first column names the line. */
export function FigureTable<Row>({ label, columns, rows, total, keyOf, ...rest }: Props<Row>) {
  const { fileName, minWidth = 560, empty } = rest;
  if (rows.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <>
      <Table.ScrollContainer minWidth={minWidth} mah={420} type="native" tabIndex={0} aria-label={label}>
        <Table className="numbers" verticalSpacing={6} horizontalSpacing="sm" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ head, means }, index) => (
                <Table.Th key={head} ta={index === 0 ? 'left' : 'right'} title={means}>
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Cells key={keyOf(row)} row={row} columns={columns} />
            ))}
          </Table.Tbody>
          {total !== undefined && (
            <Table.Tfoot
              style={{ position: 'sticky', bottom: 0, background: 'var(--mantine-color-body)', zIndex: 1 }}
            >
              <Cells row={total} columns={columns} isTotal />
            </Table.Tfoot>
          )}
        </Table>
      </Table.ScrollContainer>
      <Group justify="flex-end" mt="xs">
        <CsvButton
          fileName={fileName}
          label={label}
          rows={() => [
            columns.map(({ head }) => head),
            ...rows.map((row) => columns.map(({ value }) => value(row))),
          ]}
        />
      </Group>
    </>
  );
}

function Cells<Row>({
  row,
  columns,
  isTotal,
}: {
  row: Row;
  columns: readonly Column<Row>[];
  isTotal?: boolean;
}) {
  return (
    <Table.Tr fw={isTotal ? 650 : undefined}>
      {columns.map((column, index) => (
        <Table.Td
          key={column.head}
          ta={index === 0 ? 'left' : 'right'}
          miw={index === 0 ? NAME_WIDTH : undefined}
          style={index === 0 ? { overflowWrap: 'anywhere' } : { whiteSpace: 'nowrap' }}
        >
          {shown(column, row)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function shown<Row>({ value, show, kind }: Column<Row>, row: Row): ReactNode {
  if (show) return show(row);
  const figure = value(row);
  if (kind === 'rate') return formatRate(figure as number | null);
  return typeof figure === 'number' ? formatNumber(figure) : (figure ?? '–');
}

interface CsvButtonProps {
  fileName: string;
  /** Of the table. */
  label: string;
  rows: () => readonly (readonly CsvCell[])[];
}

export function CsvButton({ fileName, label, rows }: CsvButtonProps) {
  const { t } = useTranslation('reports');
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      aria-label={t('csvOf', { what: label })}
      onClick={() => saveFile(`${fileName}.csv`, toCsv(rows()))}
    >
      {t('csv')}
    </Button>
  );
}
